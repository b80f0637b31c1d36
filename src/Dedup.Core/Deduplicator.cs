using Dedup.Shingling;
using Dedup.Verification;

namespace Dedup;

/// <summary>The batch door: which articles of a pile repeat each other, how, how much and where. Thread-safe.</summary>
/// <remarks>
/// <para>
/// Texts become shingles; MinHash signatures in LSH bands and positional sketches in postings propose candidate pairs; every candidate is compared on its full text before it is
/// reported; near-duplicates are gathered into clusters with a representative.
/// </para>
/// <para>
/// The same articles and options give the same report, whatever the order of the articles, the number of threads, the processor or the culture. Time and memory grow
/// linearly with the articles, also when all are identical or share one long header (<see cref="Candidates.CandidateOptions.BucketLimit"/>).
/// </para>
/// </remarks>
public static class Deduplicator
{
    /// <summary>Compares all articles with each other.</summary>
    /// <param name="articles">The articles, in any order.</param>
    /// <param name="options">What to look for and how; the defaults when null.</param>
    /// <param name="progress">Told now and then how far the run has come, from any thread.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    /// <exception cref="ArgumentException">An article is null, two articles have the same id, or the options contradict each other.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DedupReport Run(
        IEnumerable<Article> articles,
        DedupOptions? options = null,
        IProgress<DedupProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(articles);
        return new BatchRun(articles, options ?? new DedupOptions(), progress, cancellationToken).Execute();
    }

    /// <summary>Compares two articles on their texts. Two articles alone give no frequencies, so nothing here is discounted as boilerplate.</summary>
    /// <param name="left">An article.</param>
    /// <param name="right">Another article, with another id.</param>
    /// <param name="options">What to look for and how; the defaults when null.</param>
    /// <returns>
    /// The similarities and the relation, <see cref="DuplicateRelation.None"/> when they do not repeat each other. The left id is the ordinally smaller one, or that of the contained article.
    /// </returns>
    /// <exception cref="ArgumentException">Both articles have the same id.</exception>
    public static DuplicatePair Compare(Article left, Article right, DedupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (string.Equals(left.Id, right.Id, StringComparison.Ordinal))
        {
            throw new ArgumentException($"Both articles have the id \"{left.Id}\": give each its own, or the answer cannot say which is which.", nameof(right));
        }

        options ??= new DedupOptions();
        return new PairVerifier(options, new Shingler(options.Shingling)).Verify(left, right);
    }
}
