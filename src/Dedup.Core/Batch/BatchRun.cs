using Dedup.Candidates;
using Dedup.Clustering;
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
    // Connected families up to this many are all compared with each other; larger sets only with the representatives chosen. Keeps the work per article bounded.
    private const int MostCompared = 256;
    private const int MostCompletedRepresentatives = 16;

    private readonly DedupOptions options;
    private readonly Shingler shingler;
    private readonly StageClock clock = new();
    private readonly ParallelPhase parallel;
    private readonly Article[] articles;
    private readonly Dictionary<(int, int), DuplicatePair?> verified = [];
    private readonly RunCheckpoint? checkpoint;

    internal BatchRun(IEnumerable<Article> articles, DedupOptions options, IProgress<DedupProgress>? progress, CancellationToken cancellationToken, ICheckpointStore? store = null)
    {
        this.options = options;
        this.articles = InOrder(articles);
        shingler = new Shingler(options.Shingling);
        parallel = new ParallelPhase(options.Threads, clock, progress, cancellationToken);
        checkpoint = store is null ? null : new RunCheckpoint(store, this.articles, options);
    }

    internal DedupReport Execute()
    {
        SignedArticle[] signed = Sign();
        List<ArticleFamily> families = CompareAll(signed, out long tableBytes);
        clock.Time(DedupStage.Counting, () => Templates(families, signed).Drop(checkpoint));
        List<DuplicateCluster> clusters = options.Detect.HasFlag(Detect.Resemblance) ? clock.Time(DedupStage.Clustering, () => Cluster(families)) : [];
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
                SignatureBytes = signed.Sum(static article => article.SignatureBytes),
                SketchBytes = signed.Sum(static article => article.Sketch?.Bytes ?? 0),
                TableBytes = tableBytes,
            },
        };
    }

    /// <summary>The verdict on a suspect pair of two of the articles, once it is counted how many of them carry what it shares: as it was, with fewer passages, or null when it is dropped.</summary>
    internal DuplicatePair? Judge(DuplicatePair suspect)
    {
        int left = Array.FindIndex(articles, article => string.Equals(article.Id, suspect.Left, StringComparison.Ordinal));
        int right = Array.FindIndex(articles, article => string.Equals(article.Id, suspect.Right, StringComparison.Ordinal));
        SignedArticle[] signed = Sign();
        List<ArticleFamily> families = CompareAll(signed, out _, (left, right));
        int leftFamily = families.FindIndex(family => family.Members.Contains(left));
        int rightFamily = families.FindIndex(family => family.Members.Contains(right));
        if (leftFamily == rightFamily)
        {
            return suspect;
        }

        return Templates(families, signed).Judge(suspect, (leftFamily, articles[left]), (rightFamily, articles[right]));
    }

    private TemplatePhase Templates(List<ArticleFamily> families, SignedArticle[] signed) => new(options, shingler, parallel, articles, families, signed, verified);

    /// <summary>Gathers the families and compares those that are worth it; the families of the <paramref name="wanted"/> articles in any case.</summary>
    private List<ArticleFamily> CompareAll(SignedArticle[] signed, out long tableBytes, (int Left, int Right)? wanted = null)
    {
        List<ArticleFamily> families = clock.Time(DedupStage.FindingCandidates, () => ArticleFamily.Gather(articles, signed, new PairVerifier(options, shingler), options.Representative));
        (List<(int, int)> candidates, tableBytes) = clock.Time(DedupStage.FindingCandidates, () => FindCandidates(families, signed));
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
            Verify(families, candidates);
            Complete(families);
        });
        return families;
    }

    private SignedArticle[] Sign()
    {
        MinHash? minHash = options.Detect.HasFlag(Detect.Resemblance) ? new MinHash(options.MinHash) : null;
        PositionalSketchOptions? sketch = SketchPlan.ForBatch(options);
        return parallel.Run(
            DedupStage.Signing,
            articles.Length,
            () => new ArticleSigner(shingler, minHash, sketch, options.Verification.ShortTextTokens),
            (signer, i) => signer.Sign(articles[i].Text));
    }

    private (List<(int Earlier, int Later)> Pairs, long TableBytes) FindCandidates(List<ArticleFamily> families, SignedArticle[] signed)
    {
        BatchCandidates candidates = new(options, families.ConvertAll(family => signed[family.First]), parallel);
        return (candidates.Find(), candidates.Bytes);
    }

    private void Verify(List<ArticleFamily> families, List<(int Earlier, int Later)> candidates)
    {
        PairParts? parts = checkpoint?.Begin([.. candidates.Select(pair => (articles[families[pair.Earlier].First], articles[families[pair.Later].First]))]);
        DuplicatePair?[] pairs = parallel.Run(
            DedupStage.Verifying,
            candidates.Count,
            () => new PairVerifier(options, shingler),
            (verifier, i) => parts is null ? Compare(verifier, i) : parts.GetOrCompute(i, pair => Compare(verifier, pair)));
        for (int i = 0; i < candidates.Count; i++)
        {
            verified.Add(candidates[i], pairs[i]);
        }

        DuplicatePair? Compare(PairVerifier verifier, int i)
        {
            DuplicatePair pair = verifier.Verify(articles[families[candidates[i].Earlier].First], articles[families[candidates[i].Later].First]);
            return pair.Relation == DuplicateRelation.None ? null : pair;
        }
    }

    private List<DuplicateCluster> Cluster(List<ArticleFamily> families)
    {
        clock.CountItems(DedupStage.Clustering, families.Count);
        NearGraph graph = NearGraph.Connect(families.Count, verified);
        List<List<int>> connected = graph.Sets;
        List<DuplicateCluster> clusters = [];
        bool[] inStar = new bool[families.Count];
        int done = 0;
        foreach (List<int> set in connected)
        {
            List<int> preferred = [.. set.OrderBy(family => articles[families[family].Preferred], options.Representative)];
            int mostCompleted = set.Count > MostCompared ? MostCompletedRepresentatives : 0;
            foreach (StarClusters.Star star in StarClusters.Cut(preferred, family => graph.NearTo(family), CompleteStar, mostCompleted))
            {
                AddCluster(star);
            }

            parallel.Report(DedupStage.Clustering, done += set.Count, families.Count);
        }

        for (int family = 0; family < families.Count; family++)
        {
            if (!inStar[family])
            {
                AddCluster(new StarClusters.Star(family, []));
            }
        }

        clusters.Sort(static (x, y) => x.Members.Count != y.Members.Count
            ? y.Members.Count.CompareTo(x.Members.Count)
            : string.CompareOrdinal(x.Representative, y.Representative));
        return clusters;

        // Counting frequencies anew for every representative would make the work quadratic, so what does not look like a copy here is left out.
        void CompleteStar(int representative, List<int> free)
        {
            TemplateRule rule = new(options.Verification);
            List<(int, int)> missing = [.. free.Select(other => InOrder(representative, other)).Where(pair => !verified.ContainsKey(pair)).Order()];
            Verify(families, missing);
            foreach ((int x, int y) in missing)
            {
                if (verified[(x, y)] is { } pair && rule.IsSuspect(pair))
                {
                    verified[(x, y)] = null;
                }

                graph.Add(x, y, verified[(x, y)]);
            }
        }

        void AddCluster(StarClusters.Star star)
        {
            List<int> members = [.. families[star.Representative].Members];
            double weakest = 1;
            inStar[star.Representative] = true;
            foreach ((int family, double jaccard) in star.Members)
            {
                inStar[family] = true;
                members.AddRange(families[family].Members);
                weakest = Math.Min(weakest, jaccard);
            }

            if (members.Count > 1)
            {
                members.Sort();
                clusters.Add(new DuplicateCluster
                {
                    Representative = articles[families[star.Representative].Preferred].Id,
                    Members = members.ConvertAll(member => articles[member].Id),
                    WeakestJaccard = weakest,
                });
            }
        }
    }

    /// <summary>Compares what the indexes have not proposed within each connected set: near-duplicates of a near-duplicate are likely near as well.</summary>
    private void Complete(List<ArticleFamily> families)
    {
        List<(int, int)> missing = [];
        foreach (List<int> set in NearGraph.Connect(families.Count, verified).Sets.Where(static set => set.Count <= MostCompared))
        {
            for (int i = 0; i < set.Count; i++)
            {
                for (int j = i + 1; j < set.Count; j++)
                {
                    if (!verified.ContainsKey((set[i], set[j])))
                    {
                        missing.Add((set[i], set[j]));
                    }
                }
            }
        }

        Verify(families, missing);
    }

    private DuplicatePair[] ListPairs(List<ArticleFamily> families, SignedArticle[] signed)
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

    private RecallEstimate EstimateRecall(List<ArticleFamily> families, SignedArticle[] signed, List<DuplicateCluster> clusters)
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
}
