using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dedup.Clustering;
using Dedup.Text;

namespace Dedup.Batch;

/// <summary>The parts of a run that are worth keeping: verified and judged pairs. Signatures are made anew, in about a third of the time of an undisturbed run (<c>corpus --size 200MB</c> of the benchmarks).</summary>
internal sealed class RunCheckpoint
{
    /// <summary>Pairs per part: a fraction of a second to some seconds of work, and some hundred kilobytes.</summary>
    internal const int PairsPerPart = 4096;

    private readonly ICheckpointStore store;
    private readonly string fingerprint;
    private int phases;

    /// <param name="store">Where the parts are.</param>
    /// <param name="articles">All articles, in order.</param>
    /// <param name="options">The run's options.</param>
    internal RunCheckpoint(ICheckpointStore store, Article[] articles, DedupOptions options)
    {
        this.store = store;
        fingerprint = Fingerprint(articles, options);
    }

    /// <summary>The pairs of one phase, as far as they are done. Phases come in the same order in every run over the same articles.</summary>
    /// <param name="pairs">The articles of each pair.</param>
    internal PairParts Begin((Article, Article)[] pairs) =>
        new(store, string.Create(CultureInfo.InvariantCulture, $"{fingerprint}-{phases++}"), pairs, PairsPerPart);

    private static string Fingerprint(Article[] articles, DedupOptions options)
    {
        byte[][] hashes = new byte[articles.Length][];
        ParallelOptions split = new() { MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads };
        Parallel.For(0, articles.Length, split, i => hashes[i] = Hash(articles[i]));
        using IncrementalHash all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        // What decides nothing about a pair is left out; a build of its own keeps its parts for itself.
        DedupOptions deciding = options with { Threads = 0, RecallSample = 0, Representative = RepresentativeRule.LongestText };
        Append(all, deciding.ToString());
        Append(all, options.Representative.ToString());
        Append(all, typeof(RunCheckpoint).Module.ModuleVersionId.ToString());
        Append(all, Tokenizer.Version.ToString(CultureInfo.InvariantCulture));
        foreach (byte[] hash in hashes)
        {
            all.AppendData(hash);
        }

        return Convert.ToHexString(all.GetHashAndReset().AsSpan(0, 12));
    }

    private static byte[] Hash(Article article)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, article.Id);
        Append(hash, article.Text);
        Append(hash, article.Title);
        Append(hash, article.Source);
        return hash.GetHashAndReset();
    }

    // The length before the text, so that no two lists of texts run together alike.
    private static void Append(IncrementalHash hash, string? text)
    {
        int length = text?.Length ?? -1;
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in length)));
        hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    }
}
