using Dedup.Candidates;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Verification;

namespace Dedup;

/// <summary>The streaming door: have I seen this before? Thread-safe: any number of threads may ask at once; adding waits for them.</summary>
/// <remarks>
/// <para>
/// Held in memory, texts included, because answers are verified on the texts. Asking and adding cost time in proportion to the article, not to the index, except that each
/// candidate is compared on its text.
/// </para>
/// <para>
/// Verdicts are those of <see cref="Deduplicator.Run"/>, save for two things. Where a bucket overflows (<see cref="CandidateOptions.BucketLimit"/>), the articles added first are
/// proposed. And forms, headers and stock phrases are known by what the index holds when it is asked, so an answer can change as articles come; only up to 64 articles that share most with
/// the one asked about are counted. That is plenty for <see cref="VerificationOptions.TemplateArticles"/>, but some passages stay that stand in more articles than
/// <see cref="VerificationOptions.PassageArticles"/>.
/// </para>
/// </remarks>
public sealed class DuplicateIndex : IDisposable
{
    private readonly ReaderWriterLockSlim gate = new();
    private readonly Shingler shingler;
    private readonly MinHash? minHash;
    private readonly PositionalSketchOptions? sketchOptions;
    private readonly CandidateFinder finder;
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly List<List<Article>> families = [];
    private readonly Dictionary<ContentHash, List<int>> byContent = [];
    private readonly WorkerPool workers;

    private DuplicateIndex(DedupOptions options)
    {
        Options = options;
        shingler = new Shingler(options.Shingling);
        minHash = options.Detect.HasFlag(Detect.Resemblance) ? new MinHash(options.MinHash) : null;
        sketchOptions = (options.Detect & (Detect.Containment | Detect.Passages)) != Detect.None ? options.Sketch : null;

        // One place more than a bucket proposes: an article that is in the index and asked about takes a place itself, and must see as many others as it did before it was added.
        finder = new CandidateFinder(options with { Candidates = options.Candidates with { BucketLimit = Math.Min(options.Candidates.BucketLimit + 1, 1_000_000) } });
        workers = new WorkerPool(this);
    }

    /// <summary>The options the index was made with.</summary>
    public DedupOptions Options { get; }

    /// <summary>How many articles the index holds.</summary>
    public int Count
    {
        get
        {
            gate.EnterReadLock();
            try
            {
                return ids.Count;
            }
            finally
            {
                gate.ExitReadLock();
            }
        }
    }

    /// <summary>Creates an empty index that lives in memory.</summary>
    /// <param name="options">What to look for and how; the defaults when null. <see cref="DedupOptions.Representative"/>, <see cref="DedupOptions.RecallSample"/> and <see cref="DedupOptions.Threads"/> play no part.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static DuplicateIndex InMemory(DedupOptions? options = null) => new(options ?? new DedupOptions());

    /// <summary>Whether an article of this id is in the index.</summary>
    /// <param name="id">The id, compared ordinally.</param>
    public bool Contains(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        gate.EnterReadLock();
        try
        {
            return ids.Contains(id);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <summary>The articles of the index that repeat this one, judged by what the index holds now; the index is not changed. An article of the same id is not compared with itself.</summary>
    /// <param name="article">The article asked about.</param>
    /// <param name="mostMatches">How many matches to return at most, the closest first, 1 or more. Default 100.</param>
    /// <returns>Matches ordered by relation (identical, near, contained or containing, passage), then by the larger containment, then by id.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostMatches"/> is less than 1.</exception>
    public IReadOnlyList<DuplicateMatch> Find(Article article, int mostMatches = 100)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostMatches, 1);
        Worker worker = workers.Rent();
        try
        {
            SignedArticle signed = worker.Signer.Sign(article.Text);
            gate.EnterReadLock();
            try
            {
                return Find(article, signed, worker, mostMatches);
            }
            finally
            {
                gate.ExitReadLock();
            }
        }
        finally
        {
            workers.Return(worker);
        }
    }

    /// <summary>Adds an article.</summary>
    /// <param name="article">The article; the index keeps it, text included.</param>
    /// <exception cref="ArgumentException">The index holds an article of this id already; it is unchanged.</exception>
    public void Add(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        Worker worker = workers.Rent();
        try
        {
            SignedArticle signed = worker.Signer.Sign(article.Text);
            gate.EnterWriteLock();
            try
            {
                if (!ids.Add(article.Id))
                {
                    throw new ArgumentException($"The index holds an article \"{article.Id}\" already: ids must be unique.", nameof(article));
                }

                File(article, signed, worker);
            }
            finally
            {
                gate.ExitWriteLock();
            }
        }
        finally
        {
            workers.Return(worker);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private void File(Article article, SignedArticle signed, Worker worker)
    {
        if (signed.TokenCount == 0)
        {
            return;
        }

        int family = FamilyOf(article, signed, worker);
        if (family >= 0)
        {
            families[family].Add(article);
            return;
        }

        if (!byContent.TryGetValue(signed.Content, out List<int>? alike))
        {
            byContent.Add(signed.Content, alike = []);
        }

        alike.Add(families.Count);
        families.Add([article]);
        finder.Add(signed);
    }

    private List<DuplicateMatch> Find(Article article, SignedArticle signed, Worker worker, int mostMatches)
    {
        List<DuplicateMatch> matches = [];
        if (signed.TokenCount == 0)
        {
            return matches;
        }

        // Copies come first in any answer, so when they alone fill it nothing else need be looked at.
        int family = FamilyOf(article, signed, worker);
        bool copiesAreIdentical = family >= 0 && Options.Detect.HasFlag(Detect.Resemblance);
        if (copiesAreIdentical)
        {
            AddFamily(article, family, matches, mostMatches, member => worker.Verifier.Verify(article, member));
        }

        if (matches.Count < mostMatches)
        {
            List<IndexFrequencies.Candidate> candidates = Compare(article, signed, copiesAreIdentical ? family : -1, worker);
            if (candidates.Exists(candidate => worker.Frequencies.IsSuspect(candidate.Pair)))
            {
                worker.Frequencies.Count(article, signed, family, candidates);
            }

            foreach (IndexFrequencies.Candidate candidate in candidates)
            {
                if (candidate.Pair.Relation != DuplicateRelation.None)
                {
                    AddFamily(article, candidate.Family, matches, mostMatches, member => Judge(article, member, candidate, worker));
                }
            }
        }

        matches.Sort(MatchOrder);
        return matches.Count > mostMatches ? matches.GetRange(0, mostMatches) : matches;
    }

    /// <summary>The candidate families, but for one, each compared with the article by its first member of another id.</summary>
    private List<IndexFrequencies.Candidate> Compare(Article article, SignedArticle signed, int without, Worker worker)
    {
        finder.Find(signed, finder.Count, worker.Scratch, worker.Candidates);
        List<IndexFrequencies.Candidate> compared = [];
        foreach (int family in worker.Candidates)
        {
            if (family != without && families[family].Find(member => !IsSame(member, article)) is { } other)
            {
                compared.Add(new IndexFrequencies.Candidate(
                    family, other, IsSmaller(other, family, article, signed), worker.Verifier.Verify(article, other)));
            }
        }

        return compared;
    }

    /// <summary>Adds the articles of a family, as many as were asked for, unless the verdict on them is that they are no pair.</summary>
    private void AddFamily(Article article, int family, List<DuplicateMatch> matches, int mostMatches, Func<Article, DuplicatePair?> judge)
    {
        int before = matches.Count;
        foreach (Article member in families[family])
        {
            if (matches.Count - before == mostMatches)
            {
                return;
            }

            if (!IsSame(member, article))
            {
                // What holds for the first of the family holds for all: their tokens are equal.
                DuplicatePair? pair = judge(member);
                if (pair is null || pair.Relation == DuplicateRelation.None)
                {
                    return;
                }

                matches.Add(MatchOf(article, member, pair));
            }
        }
    }

    /// <summary>How the two relate, or null when the frequencies show that they only share a form or what many articles carry.</summary>
    private static DuplicatePair? Judge(Article article, Article member, IndexFrequencies.Candidate candidate, Worker worker)
    {
        DuplicatePair pair = ReferenceEquals(member, candidate.Other) ? candidate.Pair : worker.Verifier.Verify(article, member);
        // As in a batch, one pair decides for the family; its articles may come from different sources.
        if (!worker.Frequencies.IsSuspect(candidate.Pair))
        {
            return pair;
        }

        return candidate.IsSmaller
            ? worker.Frequencies.Judge(pair, member, article)
            : worker.Frequencies.Judge(pair, article, member);
    }

    private static DuplicateMatch MatchOf(Article article, Article found, DuplicatePair pair)
    {
        bool turned = !string.Equals(pair.Left, article.Id, StringComparison.Ordinal);
        DuplicatePair seen = turned ? pair.Swap() : pair;
        return new DuplicateMatch
        {
            Id = found.Id,
            Relation = turned && pair.Relation == DuplicateRelation.ContainedIn ? DuplicateRelation.Contains : pair.Relation,
            Jaccard = seen.Jaccard,
            QueryInMatch = seen.LeftInRight,
            MatchInQuery = seen.RightInLeft,
            SharedShingles = seen.SharedShingles,
            ShingleWidth = seen.ShingleWidth,
            Passages = seen.Passages,
            TitleSimilarity = seen.TitleSimilarity,
        };
    }

    /// <summary>Whether a member of a family is the smaller one of the two; of equal ones, the one with the ordinally smaller id.</summary>
    private bool IsSmaller(Article member, int family, Article article, SignedArticle signed)
    {
        int order = finder.TokenCountOf(family).CompareTo(signed.TokenCount);
        return order < 0 || (order == 0 && string.CompareOrdinal(member.Id, article.Id) < 0);
    }

    private static bool IsSame(Article x, Article y) => string.Equals(x.Id, y.Id, StringComparison.Ordinal);

    private int FamilyOf(Article article, SignedArticle signed, Worker worker)
    {
        if (byContent.TryGetValue(signed.Content, out List<int>? alike))
        {
            foreach (int family in alike)
            {
                if (worker.Verifier.AreIdentical(families[family][0], article))
                {
                    return family;
                }
            }
        }

        return -1;
    }

    private static int MatchOrder(DuplicateMatch x, DuplicateMatch y)
    {
        int order = Rank(x.Relation).CompareTo(Rank(y.Relation));
        if (order == 0)
        {
            order = Math.Max(y.QueryInMatch, y.MatchInQuery).CompareTo(Math.Max(x.QueryInMatch, x.MatchInQuery));
        }

        return order != 0 ? order : string.CompareOrdinal(x.Id, y.Id);

        static int Rank(DuplicateRelation relation) => (int)(relation == DuplicateRelation.Contains ? DuplicateRelation.ContainedIn : relation);
    }

    /// <summary>The scratch memory of one thread at work.</summary>
    private sealed class Worker(DuplicateIndex index)
    {
        private readonly CandidateFinder.Scratch scratch = new(index.Options);

        internal ArticleSigner Signer { get; } = new(index.shingler, index.minHash, index.sketchOptions, index.Options.Verification.ShortTextTokens);

        internal PairVerifier Verifier { get; } = new(index.Options, index.shingler);

        internal CandidateFinder.Scratch Scratch => scratch;

        internal IndexFrequencies Frequencies => field ??= new IndexFrequencies(index.Options, index.shingler, Verifier, index.finder, scratch, family => index.families[family][0]);

        internal List<int> Candidates { get; } = [];
    }

    private sealed class WorkerPool(DuplicateIndex index)
    {
        private readonly System.Collections.Concurrent.ConcurrentBag<Worker> idle = [];

        internal Worker Rent() => idle.TryTake(out Worker? worker) ? worker : new Worker(index);

        internal void Return(Worker worker) => idle.Add(worker);
    }
}
