using System.Buffers;
using System.Text;
using Dedup.Candidates;
using Dedup.Reporting;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.PublicApi.Tests;

/// <summary>The parts under the doors can be put together from outside, without access to anything internal.</summary>
public sealed class PartsTests
{
    private const string Text = "Seven owls were counted in the tower this winter, two more than last year, and the keeper says that the new boxes are the reason for it.";

    [Test]
    public void Parts_MakeADetectorOfTheirOwn()
    {
        TokenList tokens = new();
        Shingler shingler = new();
        MinHash minHash = new();
        LshIndex index = new(LshBanding.ForRecall(0.5));

        uint[] Sign(string text)
        {
            Tokenizer.Tokenize(text, tokens);
            return minHash.ComputeSignature(shingler.ComputeShingles(tokens.Hashes));
        }

        uint[] original = Sign(Text);
        index.Add(7, original);
        HashSet<int> found = [];
        uint[] edited = Sign(Text.Replace("Seven", "Eight", StringComparison.Ordinal));
        index.FindCandidates(edited, found);
        Assert.Multiple(() =>
        {
            Assert.That(found, Is.EquivalentTo((int[])[7]));
            Assert.That(MinHash.EstimateJaccard(original, edited), Is.EqualTo(21.0 / 23).Within(4 * Math.Sqrt(0.09 / 128)));
        });
    }

    [Test]
    public void Parts_EstimateContainmentFromSketches()
    {
        TokenList tokens = new();
        Tokenizer.Tokenize(Encoding.UTF8.GetBytes(Text), tokens);
        PositionalSketch inside = PositionalSketch.Compute(new Shingler().ComputeShingles(tokens.Hashes));
        Tokenizer.Tokenize("More on this below. " + Text + " And now the weather.", tokens);
        PositionalSketch page = PositionalSketch.Compute(new Shingler().ComputeShingles(tokens.Hashes), new PositionalSketchOptions { Floor = 64 });
        SketchEstimate estimate = PositionalSketch.Estimate(inside, page);
        Assert.That(estimate.LeftInRight, Is.EqualTo(1));
    }

    [Test]
    public void Writer_PutsOnePairOnALine()
    {
        ArrayBufferWriter<byte> buffer = new();
        JsonLinesWriter.Write(buffer, Deduplicator.Compare(new Article("a\"b", Text), new Article("ü", Text + " More.")));
        string line = Encoding.UTF8.GetString(buffer.WrittenSpan);
        Assert.Multiple(() =>
        {
            Assert.That(line, Does.StartWith("{\"left\":\"a\\\"b\",\"right\":\"ü\",\"relation\":\"nearDuplicate\",\"jaccard\":0.9"));
            Assert.That(line, Does.EndWith("}\n"));
            Assert.That(line.Count(unit => unit == '\n'), Is.EqualTo(1));
        });
    }
}
