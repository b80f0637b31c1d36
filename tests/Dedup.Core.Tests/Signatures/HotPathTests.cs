using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Signatures;

/// <summary>From text to signature in memory that the caller keeps: nothing is allocated, whatever the script.</summary>
[NonParallelizable]
public sealed class HotPathTests
{
    private static IEnumerable<TestCaseData> AllTexts() => ScriptTexts.All.Select(static text => new TestCaseData(text.Text) { TestName = $"Sign_InWarmMemory_AllocatesNothing({text.Name})" });

    [TestCaseSource(nameof(AllTexts))]
    public void Sign_InWarmMemory_AllocatesNothing(string text)
    {
        Optimised.Require();
        TokenList tokens = new();
        Shingler shingler = new();
        MinHash minHash = new();
        Tokenizer.Tokenize(text, tokens);
        ulong[] shingles = new ulong[shingler.ShingleCount(tokens.Count)];
        uint[] signature = new uint[minHash.Options.Components];

        // The least of many runs with pauses: not yet optimised, .NET 8 allocates for expansions, and any runtime may while it recompiles a method.
        long least = long.MaxValue;
        for (int run = 0; run < 200 && least > 0; run++)
        {
            Thread.Sleep(run < 5 ? 0 : 5);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Tokenizer.Tokenize(text, tokens);
            int count = shingler.ComputeShingles(tokens.Hashes, shingles);
            minHash.ComputeSignature(shingles.AsSpan(0, count), signature);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
    }

    /// <summary>Of what is signed for the indexes nothing is allocated but what is kept: the record, the signatures, and the sketch with its two arrays.</summary>
    [TestCaseSource(nameof(AllTexts))]
    public void SignForIndexes_InWarmMemory_AllocatesOnlyTheResult(string text)
    {
        Optimised.Require();
        ArticleSigner signer = new(new Shingler(), new MinHash(), new PositionalSketchOptions(), shortTextWords: 24);
        SignedArticle signed = signer.Sign(text);
        long least = long.MaxValue;
        for (int run = 0; run < 200; run++)
        {
            Thread.Sleep(run is >= 5 and < 50 ? 5 : 0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            signed = signer.Sign(text);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // Headers of at most 24 bytes an array, rounding to 8, and the fields of two objects.
        const int Arrays = 4 * (24 + 8);
        const int Objects = 80 + 56;
        Assert.That(least, Is.LessThanOrEqualTo(signed.SignatureBytes + (signed.Sketch?.Bytes ?? 0) + Arrays + Objects));
    }
}
