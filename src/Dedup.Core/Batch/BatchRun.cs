using Dedup.Candidates;
using Dedup.Internals;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Text;
using Dedup.Verification;

namespace Dedup.Batch;

/// <summary>One batch run: fixed phases, each a function of the one before, so that the result does not depend on how the work was split.</summary>
/// <remarks>
/// Sign, gather identical articles into families, find candidate families, verify them, complete connected sets, drop templates, cut clusters, list the pairs of articles.
/// </remarks>
internal sealed class BatchRun
{
    private readonly DedupOptions options;
    private readonly Shingler shingler;
    private readonly StageClock clock = new();
    private readonly ParallelPhase parallel;
    private readonly Article[] articles;
    private readonly Dictionary<(int, int), DuplicatePair?> verified = [];
    private readonly HashSet<(int, int)> cleared = [];
    private readonly RunCheckpoint? checkpoint;
    private PackedArticle[] packed = [];
    private FrequencyCeiling? ceiling;
    private long textBytes;

    internal BatchRun(IEnumerable<Article> articles, DedupOptions options, IProgress<DedupProgress>? progress, CancellationToken cancellationToken, ICheckpointStore? store = null)
    {
        TableKey.Prepare();
        this.options = options;
        this.articles = InOrder(articles);
        shingler = new Shingler(options.Shingling);
        parallel = new ParallelPhase(options.Threads, clock, progress, cancellationToken);
        checkpoint = store is null ? null : new RunCheckpoint(store, this.articles, options);
    }

    internal DedupReport Execute()
    {
        SignedText[] signed = Sign(forCounting: true);
        List<ArticleFamily> families = CompareAll(signed, out PileBytes bytes);
        clock.Time(DedupStage.Counting, () => Templates(families, signed).Drop(checkpoint));
        ceiling = null;
        List<DuplicateCluster> clusters = options.Detect.HasFlag(Detect.Resemblance) ? clock.Time(DedupStage.Clustering, () => Cluster(families, signed)) : [];
        DuplicatePair[] pairs = clock.Time(DedupStage.Listing, () => ListPairs(families, signed));
        RecallEstimate? recall = options.RecallSample > 0 ? clock.Time(DedupStage.EstimatingRecall, () => EstimateRecall(families, signed, clusters)) : null;
        return new DedupReport
        {
            ArticleCount = articles.Length,
            TokenCount = signed.Sum(static article => (long)article.TokenCount),
            Pairs = pairs,
            Clusters = clusters,
            EmptyArticles = articles.Where((_, i) => signed[i].TokenCount == 0).Select(static article => article.Id).ToArray(),
            TooShortArticles = articles.Where((_, i) => signed[i] is { TokenCount: > 0, Size: TextSize.TooShort }).Select(static article => article.Id).ToArray(),
            CandidatePairCount = verified.Count,
            Recall = recall,
            Cost = new RunCost
            {
                Elapsed = clock.Elapsed(),
                Stages = clock.Stages(),
                TextBytes = textBytes,
                SignatureBytes = bytes.Signatures,
                SketchBytes = bytes.Sketches,
                TableBytes = bytes.Tables,
            },
        };
    }

    /// <summary>The verdict on a suspect pair of two of the articles, once it is counted how many of them carry what it shares: as it was, with fewer passages, or null when it is dropped.</summary>
    internal DuplicatePair? Judge(DuplicatePair suspect)
    {
        int left = Array.FindIndex(articles, article => string.Equals(article.Id, suspect.Left, StringComparison.Ordinal));
        int right = Array.FindIndex(articles, article => string.Equals(article.Id, suspect.Right, StringComparison.Ordinal));
        SignedText[] signed = Sign(forCounting: false);
        List<ArticleFamily> families = CompareAll(signed, out _, (left, right));
        int leftFamily = families.FindIndex(family => family.Members.Contains(left));
        int rightFamily = families.FindIndex(family => family.Members.Contains(right));
        if (leftFamily == rightFamily)
        {
            return suspect;
        }

        return Templates(families, signed).Judge(suspect, (leftFamily, articles[left]), (rightFamily, articles[right]));
    }

    private List<DuplicateCluster> Cluster(List<ArticleFamily> families, SignedText[] signed)
    {
        clock.CountItems(DedupStage.Clustering, families.Count);
        return Clusters(families, signed).Cluster();
    }

    private ClusterPhase Clusters(List<ArticleFamily> families, SignedText[] signed) =>
        new(options, parallel, articles, families, verified, pairs => Verify(families, pairs, signed));

    private TemplatePhase Templates(List<ArticleFamily> families, SignedText[] signed) => new(options, shingler, parallel, articles, families, signed, verified, cleared);

    /// <summary>Gathers the families and compares those that are worth it; the families of the <paramref name="wanted"/> articles in any case.</summary>
    private List<ArticleFamily> CompareAll(SignedText[] signed, out PileBytes bytes, (int Left, int Right)? wanted = null)
    {
        List<ArticleFamily> families = clock.Time(DedupStage.FindingCandidates, () => ArticleFamily.Gather(articles, signed, parallel, () => new PairVerifier(options, shingler), options.Representative));
        (List<(int, int)> candidates, bytes) = clock.Time(DedupStage.FindingCandidates, () => FindCandidates(families));
        if (wanted is var (left, right))
        {
            (int, int) pair = InOrder(families.FindIndex(family => family.Members.Contains(left)), families.FindIndex(family => family.Members.Contains(right)));
            if (pair.Item1 != pair.Item2 && candidates.BinarySearch(pair) is < 0 and int place)
            {
                candidates.Insert(~place, pair);
            }
        }

        clock.Time(DedupStage.Verifying, () =>
        {
            Verify(families, candidates, signed);
            Clusters(families, signed).Complete();
        });
        return families;
    }

    /// <summary>Signs all articles; what finding candidates needs of them waits in <see cref="packed"/>.</summary>
    private SignedText[] Sign(bool forCounting)
    {
        SigningPhase phase = new(options, shingler, parallel, articles);

        SignedParts? parts = checkpoint?.BeginSigning(articles.Length);
        parts?.Load(parallel);

        // A ceiling takes the shingles of all articles; of those that were signed earlier none are at hand.
        ceiling = forCounting && parts is not { AreAnyLoaded: true } ? clock.Time(DedupStage.Signing, phase.NewCeiling) : null;
        (SignedText[] texts, packed) = phase.Sign(ceiling, parts);
        textBytes = phase.TextBytes;
        return texts;
    }

    /// <summary>Finds the candidates, and lets go of what only they needed: the greater part of what is kept of each article.</summary>
    private (List<(int Earlier, int Later)> Pairs, PileBytes Bytes) FindCandidates(List<ArticleFamily> families)
    {
        PackedArticle[] all = packed;
        packed = [];
        long signatureBytes = 0;
        long sketchBytes = 0;
        foreach (ref readonly PackedArticle article in all.AsSpan())
        {
            signatureBytes += article.SignatureBytes;
            sketchBytes += article.SketchBytes;
        }

        // Families come in the order of their first articles, so none is written over before it is read.
        for (int family = 0; family < families.Count; family++)
        {
            all[family] = all[families[family].First];
        }

        BatchCandidates candidates = new(options, all.AsMemory(0, families.Count), parallel);
        return (candidates.Find(), new PileBytes(signatureBytes, sketchBytes, candidates.Bytes));
    }

    private void Verify(List<ArticleFamily> families, List<(int Earlier, int Later)> candidates, SignedText[] signed)
    {
        TemplateRule rule = new(options.Verification);
        PairOrder order = new(candidates, families.Count);
        PairParts.Verdict[] verdicts = new PairParts.Verdict[candidates.Count];
        PairParts? parts = checkpoint?.Begin([.. Enumerable.Range(0, candidates.Count).Select(place => (FirstOf(candidates[order[place]].Earlier), FirstOf(candidates[order[place]].Later)))]);
        parallel.Run(
            DedupStage.Verifying,
            candidates.Count,
            () => new PairVerifier(options, shingler),
            (verifier, place) =>
            {
                verdicts[order[place]] = parts is null ? Compare(verifier, place) : parts.GetOrCompute(place, missing => Compare(verifier, missing));
                return true;
            });
        for (int i = 0; i < candidates.Count; i++)
        {
            verified.Add(candidates[i], verdicts[i].Pair);
            if (verdicts[i].IsCleared)
            {
                cleared.Add(candidates[i]);
            }
        }

        Article FirstOf(int family) => articles[families[family].First];

        PairParts.Verdict Compare(PairVerifier verifier, int place)
        {
            bool isCleared = false;
            (int earlier, int later) = candidates[order[place]];
            DuplicatePair? pair = verifier.VerifyOrNull(FirstOf(earlier), FirstOf(later));
            if (ceiling is not null && pair is not null && rule.IsSuspect(pair))
            {
                bool isEarlierSmaller = signed[families[earlier].First].TokenCount <= signed[families[later].First].TokenCount;
                (int smaller, int larger) = isEarlierSmaller ? (earlier, later) : (later, earlier);
                isCleared = verifier.IsCleared(pair, FirstOf(smaller), FirstOf(larger), rule, ceiling);
            }

            (int nextOfEarlier, int nextOfLater) = order.Next(place);
            verifier.Expect(FirstOf(earlier), nextOfEarlier);
            verifier.Expect(FirstOf(later), nextOfLater);
            return new PairParts.Verdict(pair, isCleared);
        }
    }

    private DuplicatePair[] ListPairs(List<ArticleFamily> families, SignedText[] signed)
    {
        List<DuplicatePair> pairs = [];
        List<(int, int)> expanded = [];
        List<ArticleFamily> repeated = families.FindAll(static family => family.Members.Count > 1);
        if (options.Detect.HasFlag(Detect.Resemblance))
        {
            foreach (DuplicatePair[] identical in parallel.Run(
                DedupStage.Listing,
                repeated.Count,
                () => new IdenticalPairs(options, shingler),
                (writer, i) => writer.List(articles, signed, repeated[i])))
            {
                pairs.AddRange(identical);
            }
        }
        else
        {
            expanded.AddRange(repeated.SelectMany(family => family.PairsWithin(options.Verification.PairsPerFamily)));
        }

        foreach (((int earlier, int later), DuplicatePair? pair) in verified)
        {
            if (pair is null)
            {
                continue;
            }

            pairs.Add(pair);
            expanded.AddRange(families[earlier].PairWith(families[later], options.Verification.PairsPerFamily));
        }

        // Identical tokens mean identical similarities, but the passages lie elsewhere where spacing or punctuation differ.
        pairs.AddRange(parallel.Run(
            DedupStage.Listing,
            expanded.Count,
            () => new PairVerifier(options, shingler),
            (verifier, i) => verifier.Verify(articles[expanded[i].Item1], articles[expanded[i].Item2])));
        pairs.RemoveAll(static pair => pair.Relation == DuplicateRelation.None);
        DuplicatePair[] sorted = [.. pairs];
        Array.Sort(sorted, DuplicatePair.CompareIds);
        return sorted;
    }

    private RecallEstimate EstimateRecall(List<ArticleFamily> families, SignedText[] signed, List<DuplicateCluster> clusters)
    {
        Dictionary<string, int> clusterOf = new(StringComparer.Ordinal);
        for (int cluster = 0; cluster < clusters.Count; cluster++)
        {
            foreach (string member in clusters[cluster].Members)
            {
                clusterOf.Add(member, cluster);
            }
        }

        Article[] first = [.. families.Select(family => articles[family.First])];
        TextSize[] sizes = [.. families.Select(family => signed[family.First].Size)];
        int[] clusterNumbers = [.. first.Select(article => clusterOf.GetValueOrDefault(article.Id, -1))];
        return new RecallSurvey(options, shingler, first, sizes, verified, clusterNumbers).Measure(parallel);
    }

    private static (int, int) InOrder(int x, int y) => x < y ? (x, y) : (y, x);

    private static Article[] InOrder(IEnumerable<Article> articles)
    {
        Article[] ordered = [.. articles];
        if (Array.IndexOf(ordered, null) is >= 0 and int missing)
        {
            throw new ArgumentException($"The article at index {missing} is null.", nameof(articles));
        }

        if (AreInOrder(ordered))
        {
            return ordered;
        }

        Array.Sort(ordered, static (x, y) => string.CompareOrdinal(x.Id, y.Id));
        for (int i = 1; i < ordered.Length; i++)
        {
            if (string.Equals(ordered[i - 1].Id, ordered[i].Id, StringComparison.Ordinal))
            {
                throw new ArgumentException($"Two articles have the id \"{ordered[i].Id}\": ids must be unique within a run, or results could not say which one they mean.", nameof(articles));
            }
        }

        return ordered;
    }

    /// <summary>Whether each id is greater than the one before it, so that none is there twice.</summary>
    private static bool AreInOrder(Article[] articles)
    {
        int i = 1;
        while (i < articles.Length && string.CompareOrdinal(articles[i - 1].Id, articles[i].Id) < 0)
        {
            i++;
        }

        return i >= articles.Length;
    }

    /// <summary>What was kept of all articles for finding candidates.</summary>
    private readonly record struct PileBytes(long Signatures, long Sketches, long Tables);
}
