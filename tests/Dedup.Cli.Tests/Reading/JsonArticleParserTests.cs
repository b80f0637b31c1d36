using System.Text;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Tests.Reading;

public sealed class JsonArticleParserTests
{
    private static (Article? Article, List<ProblemKind> Problems) Parse(string line, FieldNames? names = null)
    {
        List<ProblemKind> problems = [];
        Article? article = new JsonArticleParser(names ?? new FieldNames()).Parse(Encoding.UTF8.GetBytes(line), (kind, _) => problems.Add(kind));
        return (article, problems);
    }

    [Test]
    public void Parse_AllFields_FillsTheArticle()
    {
        (Article? article, List<ProblemKind> problems) = Parse("""
            {"x":{"id":"inner"},"date":"2024-05-31T09:30:00+02:00","id":"a\"b","text":"line\nüber \ud83d\ude00","title":"T","source":"S"}
            """);

        Assert.That(problems, Is.Empty);
        Assert.That(article, Is.EqualTo(new Article("a\"b", "line\nüber 😀") { Title = "T", Source = "S", Date = new DateTimeOffset(2024, 5, 31, 9, 30, 0, TimeSpan.FromHours(2)) }));
    }

    [Test]
    public void Parse_NullsInOptionalFields_AreNothing()
    {
        (Article? article, List<ProblemKind> problems) = Parse("""{"id":1,"text":"","title":null,"source":null,"date":null}""");

        Assert.That(problems, Is.Empty);
        Assert.That(article, Is.EqualTo(new Article("1", string.Empty)));
    }

    [Test]
    public void Parse_LastOfEqualKeys_CountsAlsoWhereTheFirstWasBad()
    {
        (Article? article, List<ProblemKind> problems) = Parse("""{"id":{},"id":"a","text":1,"text":"t","date":"bad","date":"2024-01-01"}""");

        Assert.That(problems, Is.Empty);
        Assert.That(article, Is.EqualTo(new Article("a", "t") { Date = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) }));
    }

    [Test]
    public void Parse_NamesSpeltWithEscapes_AreRecognised() => Assert.That(Parse("""{"\u0069d":"a","te\u0078t":"t"}""").Article, Is.EqualTo(new Article("a", "t")));

    [Test]
    public void Parse_OneFieldForTwoPurposes_ServesBoth()
    {
        (Article? article, _) = Parse("""{"text":"t"}""", new FieldNames(Id: "text", Title: "text"));

        Assert.That(article, Is.EqualTo(new Article("t", "t") { Title = "t" }));
    }

    [TestCase("""{"id":"a","text":"\ud800"}""", "\uFFFD")]
    [TestCase("""{"id":"a","text":"\udc00x\ud800"}""", "\uFFFDx\uFFFD")]
    [TestCase("""{"id":"a","text":"\ud800\ud83d\ude00"}""", "\uFFFD😀")]
    [TestCase("""{"id":"a","text":"\"\\\/\b\f\n\r\t\u00e9ü\ud800"}""", "\"\\/\b\f\n\r\téü\uFFFD")]
    [TestCase("""{"id":"a","text":"\\ud800 \ud800"}""", "\\ud800 \uFFFD")]
    public void Parse_HalfASurrogatePair_BecomesTheReplacementCharacter(string line, string text)
    {
        (Article? article, List<ProblemKind> problems) = Parse(line);

        Assert.That(article, Is.EqualTo(new Article("a", text)));
        Assert.That(problems, Is.EqualTo(new[] { ProblemKind.BadEncoding }));
    }

    [Test]
    public void Parse_EveryTruncation_IsABrokenLine()
    {
        const string Line = """{"id":"a","text":"b\n","n":[1,{"x":true}],"title":"t"}""";
        for (int length = 1; length < Line.Length; length++)
        {
            (Article? article, List<ProblemKind> problems) = Parse(Line[..length]);
            Assert.That(article, Is.Null, Line[..length]);
            Assert.That(problems, Is.EqualTo(new[] { ProblemKind.BrokenJson }), Line[..length]);
        }
    }

    [Test]
    public void Parse_AnyByteDamaged_NeverThrows([Range(1, 10)] int seed)
    {
        byte[] line = Encoding.UTF8.GetBytes("""{"id":"a","text":"\ud83d\ude00 über \u00e9","n":[1.5e3,{"x":true}],"date":"2024-01-01T00:00:00Z"}""");
        JsonArticleParser parser = new(new FieldNames());
        Random random = new(seed);
        for (int i = 0; i < 5000; i++)
        {
            byte[] damaged = [.. line];
            for (int hits = random.Next(1, 4); hits > 0; hits--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            bool reported = false;
            Article? article = parser.Parse(damaged, (_, _) => reported = true);
            Assert.That(article is not null || reported, $"seed {seed}: {Convert.ToHexString(damaged)}");
        }
    }
}
