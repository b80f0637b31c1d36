using System.Buffers;
using System.Text;
using Dedup.Reporting;

namespace Dedup.Cli.Tests.Writing;

public sealed class JsonLinesWriterTests
{
    private static string Written(Action<IBufferWriter<byte>> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        write(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    [Test]
    public void Write_Pair_IsTheDocumentedLine()
    {
        DuplicatePair pair = new()
        {
            Left = "001.txt",
            Right = "002.txt",
            Relation = DuplicateRelation.ContainedIn,
            Jaccard = 0.29115,
            LeftInRight = 1,
            RightInLeft = 0.29123,
            LeftAligned = 1,
            RightAligned = 0.29568,
            SharedShingles = 1,
            ShingleWidth = 5,
            Passages = [new Passage(0, 11914, 0, 11914, 1), new Passage(1, 2, 3, 4, 5)],
        };

        Assert.That(
            Written(buffer => JsonLinesWriter.Write(buffer, pair)),
            Is.EqualTo(
                """{"left":"001.txt","right":"002.txt","relation":"containedIn","jaccard":0.2912,"leftInRight":1.0,"rightInLeft":0.2912,"leftAligned":1.0,"rightAligned":0.2957,"passages":[{"leftStart":0,"leftLength":11914,"rightStart":0,"rightLength":11914},{"leftStart":1,"leftLength":2,"rightStart":3,"rightLength":4}]}"""
                + "\n"));
    }

    [Test]
    public void Write_Cluster_IsTheDocumentedLine()
    {
        DuplicateCluster cluster = new() { Representative = "a", Members = ["a", "b"], WeakestJaccard = 0.9 };

        Assert.That(Written(buffer => JsonLinesWriter.Write(buffer, cluster)), Is.EqualTo("""{"representative":"a","members":["a","b"],"weakestJaccard":0.9}""" + "\n"));
    }

    [TestCase("über & <東京>", "über & <東京>")]
    [TestCase("a\"b\\c\n\e", "a\\\"b\\\\c\\n\\u001B")]
    public void Write_AnyId_IsValidJson(string id, string expected)
    {
        DuplicateCluster cluster = new() { Representative = id, Members = [id], WeakestJaccard = 1 };

        Assert.That(Written(buffer => JsonLinesWriter.Write(buffer, cluster)), Is.EqualTo($$"""{"representative":"{{expected}}","members":["{{expected}}"],"weakestJaccard":1.0}""" + "\n"));
    }

    // Not a test case: attributes cannot hold half a surrogate pair.
    [Test]
    public void Write_IdWithHalfASurrogatePair_IsValidJson() => Write_AnyId_IsValidJson("a\ud800b", "a\\uFFFDb");

    [TestCase(1, "1.0")]
    [TestCase(0.99999, "0.9999")]
    [TestCase(0.5, "0.5")]
    [TestCase(0.29124, "0.2912")]
    [TestCase(0.00001, "0.0001")]
    [TestCase(0, "0.0")]
    public void FormatSimilarity_OnlyAllAndNothingAreRound(double similarity, string expected) =>
        Assert.That(JsonLinesWriter.FormatSimilarity(similarity), Is.EqualTo(expected));

    [Test]
    public void NameOf_EveryRelation_IsInCamelCase()
    {
        Assert.That(
            Enum.GetValues<DuplicateRelation>().Select(JsonLinesWriter.NameOf),
            Is.EqualTo(new[] { "none", "identical", "nearDuplicate", "containedIn", "contains", "sharesPassage" }));
        Assert.That(() => JsonLinesWriter.NameOf((DuplicateRelation)99), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
