using Dedup.Batch;
using Dedup.Shingling;
using Dedup.Verification;

namespace Dedup;

/// <summary>The batch door: which articles of a pile repeat each other, how, how much and where. Thread-safe.</summary>
/// <remarks>
/// <para>
/// Texts become shingles; positional sketches in postings, or MinHash signatures in LSH bands, propose candidate pairs; every candidate is compared on its full text before it is
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

    /// <summary>Compares all articles with each other as <see cref="Run"/> does, and keeps what is done, so that a run which was ended early can be taken up where it stood. The report is that of an undisturbed run.</summary>
    /// <param name="articles">The articles, in any order.</param>
    /// <param name="checkpoint">Where what was signed and the verified pairs are kept and looked for, about half a kilobyte an article and some hundred bytes a pair. Texts are read in any case, to see that they are the same.</param>
    /// <param name="options">What to look for and how; the defaults when null.</param>
    /// <param name="progress">Told now and then how far the run has come, from any thread.</param>
    /// <param name="cancellationToken">Ends the run early. What is done by then stays in the checkpoint.</param>
    /// <exception cref="ArgumentException">An article is null, two articles have the same id, or the options contradict each other.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DedupReport Resume(
        IEnumerable<Article> articles,
        ICheckpointStore checkpoint,
        DedupOptions? options = null,
        IProgress<DedupProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(articles);
        ArgumentNullException.ThrowIfNull(checkpoint);
        return new BatchRun(articles, options ?? new DedupOptions(), progress, cancellationToken, checkpoint).Execute();
    }

    /// <summary>
    /// Compares two articles on their texts. Two articles alone give no frequencies, so no header and no form is dropped here, but for forms that differ in hardly anything but their figures.
    /// </summary>
    /// <param name="left">An article.</param>
    /// <param name="right">Another article, with another id.</param>
    /// <param name="options">What to look for and how; the defaults when null.</param>
    /// <returns>
    /// The similarities and the relation, <see cref="DuplicateRelation.None"/> when they do not repeat each other. The left id is the ordinally smaller one, or that of the contained article.
    /// </returns>
    /// <exception cref="ArgumentException">Both articles have the same id.</exception>
    public static DuplicatePair Compare(Article left, Article right, DedupOptions? options = null)
    {
        return CompareAlone(left, right, options ?? new DedupOptions()).Pair;
    }

    /// <summary>Compares two articles among others, which tell forms and headers from what the two have of their own.</summary>
    /// <param name="left">An article.</param>
    /// <param name="right">Another article, with another id.</param>
    /// <param name="background">
    /// Other articles, in any order; those with the id of one of the two are passed over. Read only when the verdict hangs on them: when the two do not look like one article twice, or only share passages.
    /// </param>
    /// <param name="options">What to look for and how; the defaults when null.</param>
    /// <param name="progress">Told now and then how far the counting has come, from any thread.</param>
    /// <param name="cancellationToken">Ends the counting early.</param>
    /// <returns>
    /// What <see cref="Run"/> over the background and the two says of the two whenever it compares them, with <see cref="DuplicateRelation.None"/> and the similarities for a pair that it drops.
    /// Costs about as much as that run when the background is read.
    /// </returns>
    /// <exception cref="ArgumentException">Both articles have the same id, an article of the background is null or two of them have the same id, or the options contradict each other.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DuplicatePair Compare(
        Article left,
        Article right,
        IEnumerable<Article> background,
        DedupOptions? options = null,
        IProgress<DedupProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        CompareAmong(left, right, background, options ?? new DedupOptions(), progress, cancellationToken).Pair;

    /// <summary>Compares two articles and shows why: the verdict of <see cref="Compare(Article, Article, DedupOptions?)"/>, and from a closer look the passages they share with what differs inside them.</summary>
    /// <param name="left">An article.</param>
    /// <param name="right">Another article, with another id.</param>
    /// <param name="options">What to look for and how; the defaults when null. <see cref="VerificationOptions.PassageTokens"/> rules the verdict only; the explanation shows passages of eight tokens and more.</param>
    /// <returns>The explanation, also of two articles that do not repeat each other. Cost is linear in both texts, about twice that of comparing them.</returns>
    /// <exception cref="ArgumentException">Both articles have the same id.</exception>
    public static PairExplanation Explain(Article left, Article right, DedupOptions? options = null)
    {
        options ??= new DedupOptions();
        (DuplicatePair pair, BackgroundCheck check) = CompareAlone(left, right, options);
        return Explain(pair, left, right, options) with { Background = check };
    }

    /// <summary>Compares two articles among others and shows why: the verdict of <see cref="Compare(Article, Article, IEnumerable{Article}, DedupOptions?, IProgress{DedupProgress}?, CancellationToken)"/>, explained.</summary>
    /// <param name="left">An article.</param>
    /// <param name="right">Another article, with another id.</param>
    /// <param name="background">Other articles, in any order; those with the id of one of the two are passed over. Read only when the verdict hangs on them.</param>
    /// <param name="options">What to look for and how; the defaults when null.</param>
    /// <param name="progress">Told now and then how far the counting has come, from any thread.</param>
    /// <param name="cancellationToken">Ends the counting early.</param>
    /// <returns>The explanation; <see cref="PairExplanation.Background"/> says what the other articles had to do with the verdict.</returns>
    /// <exception cref="ArgumentException">Both articles have the same id, an article of the background is null or two of them have the same id, or the options contradict each other.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PairExplanation Explain(
        Article left,
        Article right,
        IEnumerable<Article> background,
        DedupOptions? options = null,
        IProgress<DedupProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new DedupOptions();
        (DuplicatePair pair, BackgroundCheck check) = CompareAmong(left, right, background, options, progress, cancellationToken);
        return Explain(pair, left, right, options) with { Background = check };
    }

    /// <summary>Shows why two articles are a pair of a report.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="left">One of its articles.</param>
    /// <param name="right">The other one.</param>
    /// <param name="options">The options that the pair was found with; the defaults when null.</param>
    /// <exception cref="ArgumentException">The articles are not those of the pair.</exception>
    public static PairExplanation Explain(DuplicatePair pair, Article left, Article right, DedupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pair);
        CheckTwo(left, right);
        if (string.Equals(pair.Left, right.Id, StringComparison.Ordinal))
        {
            (left, right) = (right, left);
        }

        if (!string.Equals(pair.Left, left.Id, StringComparison.Ordinal) || !string.Equals(pair.Right, right.Id, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The pair is of \"{pair.Left}\" and \"{pair.Right}\", the articles are \"{left.Id}\" and \"{right.Id}\": give those of the pair.", nameof(pair));
        }

        return new PairExplainer(options ?? new DedupOptions()).Explain(pair, left, right);
    }

    private static (DuplicatePair Pair, BackgroundCheck Check) CompareAlone(Article left, Article right, DedupOptions options)
    {
        CheckTwo(left, right);
        DuplicatePair pair = new PairVerifier(options, new Shingler(options.Shingling)).Verify(left, right);
        TemplateRule rule = new(options.Verification);
        return rule.IsForm(pair) ? (pair.Drop(), BackgroundCheck.Form)
            : (pair, rule.IsSuspect(pair) ? BackgroundCheck.Missing : BackgroundCheck.NotNeeded);
    }

    private static (DuplicatePair Pair, BackgroundCheck Check) CompareAmong(
        Article left, Article right, IEnumerable<Article> background, DedupOptions options, IProgress<DedupProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(background);
        (DuplicatePair pair, BackgroundCheck check) = CompareAlone(left, right, options);
        if (check != BackgroundCheck.Missing)
        {
            return (pair, check);
        }

        IEnumerable<Article> all = background.Where(other => other is null || !(IsOf(other, left) || IsOf(other, right))).Append(left).Append(right);
        return new BatchRun(all, options, progress, cancellationToken).Judge(pair) is { } kept
            ? (kept, BackgroundCheck.Kept)
            : (pair.Drop(), BackgroundCheck.Dropped);

        static bool IsOf(Article other, Article one) => string.Equals(other.Id, one.Id, StringComparison.Ordinal);
    }

    private static void CheckTwo(Article left, Article right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (string.Equals(left.Id, right.Id, StringComparison.Ordinal))
        {
            throw new ArgumentException($"Both articles have the id \"{left.Id}\": give each its own, or the answer cannot say which is which.", nameof(right));
        }
    }
}
