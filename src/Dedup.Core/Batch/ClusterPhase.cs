using Dedup.Clustering;
using Dedup.Internals;
using Dedup.Verification;

namespace Dedup.Batch;

/// <summary>The phase of a batch run that turns verified pairs into clusters, and has those pairs verified that only the clusters ask for.</summary>
/// <param name="options">Those of the run.</param>
/// <param name="parallel">Told how far it is.</param>
/// <param name="articles">All articles.</param>
/// <param name="families">All families.</param>
/// <param name="verified">The verified pairs of families; grows by what <paramref name="verify"/> is asked for.</param>
/// <param name="verify">Verifies pairs of families.</param>
internal sealed class ClusterPhase(
    DedupOptions options, ParallelPhase parallel, Article[] articles, List<ArticleFamily> families, Dictionary<(int, int), DuplicatePair?> verified, Action<List<(int, int)>> verify)
{
    // Connected families up to this many are all compared with each other; larger sets only with the representatives chosen. Keeps the work per article bounded.
    private const int MostCompared = 256;
    private const int MostCompletedRepresentatives = 16;

    /// <summary>Compares what the indexes have not proposed within each connected set: near-duplicates of a near-duplicate are likely near as well.</summary>
    internal void Complete()
    {
        List<(int, int)> missing = [];
        foreach (List<int> set in NearGraph.SetsOf(families.Count, verified).Where(static set => set.Count <= MostCompared))
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

        verify(missing);
    }

    /// <summary>The clusters, the largest first.</summary>
    internal List<DuplicateCluster> Cluster()
    {
        NearGraph graph = NearGraph.Connect(families.Count, verified);
        List<List<int>> connected = graph.Sets;
        List<DuplicateCluster> clusters = [];
        List<(int, int)> order = [];
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
            if (!inStar[family] && families[family].Members.Count > 1)
            {
                AddCluster(new StarClusters.Star(family, []));
            }
        }

        // Articles are numbered in the order of their ids.
        DuplicateCluster[] sorted = [.. clusters];
        Array.Sort(order.ToArray(), sorted);
        return [.. sorted];

        // Counting frequencies anew for every representative would make the work quadratic, so what does not look like a copy here is left out.
        void CompleteStar(int representative, List<int> free)
        {
            TemplateRule rule = new(options.Verification);
            List<(int, int)> missing = [.. free.Select(other => InOrder(representative, other)).Where(pair => !verified.ContainsKey(pair)).Order()];
            verify(missing);
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
                order.Add((-members.Count, families[star.Representative].Preferred));
                clusters.Add(new DuplicateCluster
                {
                    Representative = articles[families[star.Representative].Preferred].Id,
                    Members = members.ConvertAll(member => articles[member].Id),
                    WeakestJaccard = weakest,
                });
            }
        }
    }

    private static (int, int) InOrder(int x, int y) => x < y ? (x, y) : (y, x);
}
