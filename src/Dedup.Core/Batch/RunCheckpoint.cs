using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dedup.Clustering;
using Dedup.Text;

namespace Dedup.Batch;

/// <summary>The parts of a run that are kept: what signing makes of the articles, and verified and judged pairs.</summary>
internal sealed class RunCheckpoint
{
    /// <summary>Pairs per part: a fraction of a second to some seconds of work, and some hundred kilobytes.</summary>
    internal const int PairsPerPart = 4096;

    /// <summary>Articles per part: a tenth of a second of work, and two or three megabytes.</summary>
    private const int ArticlesPerPart = 4096;

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
        new(store, NextName(), pairs, PairsPerPart);

    /// <summary>What signing makes of the articles, as far as it is done; the first phase.</summary>
    internal SignedParts BeginSigning(int articles) => new(store, NextName(), articles, ArticlesPerPart);

    private string NextName() => string.Create(CultureInfo.InvariantCulture, $"{fingerprint}-{phases++}");

    private static string Fingerprint(Article[] articles, DedupOptions options)
    {
        byte[][] hashes = new byte[articles.Length][];
        ParallelOptions split = new() { MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads };
        Parallel.For(0, articles.Length, split, static () => new Scratch(), (i, _, scratch) =>
        {
            hashes[i] = Hash(articles[i], scratch);
            return scratch;
        }, static scratch => scratch.Hash.Dispose());
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

    private static byte[] Hash(Article article, Scratch scratch)
    {
        IncrementalHash hash = scratch.Hash;
        Append(hash, article.Id);
        if (article.TryReadUtf8(ref scratch.Utf8, out ReadOnlyMemory<byte> utf8))
        {
            // As it is kept: the same text as a string is another article here, which costs no more than doing it anew.
            int length = ~utf8.Length - 1;
            hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in length)));
            hash.AppendData(utf8.Span);
        }
        else
        {
            Append(hash, article.Text);
        }

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

    /// <summary>What a thread hashes with.</summary>
    private sealed class Scratch
    {
        internal byte[] Utf8 = [];

        internal IncrementalHash Hash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }
}
