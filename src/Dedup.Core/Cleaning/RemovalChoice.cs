using Dedup.Clustering;

namespace Dedup.Cleaning;

/// <summary>The decisions behind a <see cref="CleaningPlan"/>. Works on families of identical articles, since what holds for one member of a family holds for all.</summary>
internal sealed class RemovalChoice
{
    private const int Kept = -1;

    private readonly Article[] articles;
    private readonly DedupReport report;
    private readonly RepresentativeRule rule;
    private readonly Dictionary<string, int> numberOf;
    private readonly DisjointSets families;
    private readonly int[] keeper;

    /// <param name="articles">In ordinal order of their ids.</param>
    /// <param name="report">What was found among them.</param>
    /// <param name="rule">Which of several to keep.</param>
    internal RemovalChoice(Article[] articles, DedupReport report, RepresentativeRule rule)
    {
        this.articles = articles;
        this.report = report;
        this.rule = rule;
        numberOf = new(articles.Length, StringComparer.Ordinal);
        for (int i = 0; i < articles.Length; i++)
        {
            if (!numberOf.TryAdd(articles[i].Id, i))
            {
                throw new ArgumentException($"Two articles have the id \"{articles[i].Id}\": pass the articles that the report was made of.", nameof(articles));
            }
        }

        keeper = new int[articles.Length];
        Array.Fill(keeper, Kept);
        families = new DisjointSets(articles.Length);
        foreach (DuplicatePair pair in report.Pairs)
        {
            (int left, int right) = (Number(pair.Left), Number(pair.Right));
            if (pair.Relation == DuplicateRelation.Identical)
            {
                families.Union(left, right);
            }
        }
    }

    internal List<Removal> Choose(Removable remove)
    {
        RemoveWithinClusters(remove);
        if (remove.HasFlag(Removable.Contained))
        {
            RemoveContained();
        }

        return Describe();
    }

    private void RemoveWithinClusters(Removable remove)
    {
        foreach (DuplicateCluster cluster in report.Clusters)
        {
            int representative = Number(cluster.Representative);
            foreach (IGrouping<int, int> family in cluster.Members.Select(Number).GroupBy(families.Find))
            {
                bool isNear = family.Key != families.Find(representative);
                if (isNear && remove.HasFlag(Removable.NearDuplicate))
                {
                    foreach (int member in family)
                    {
                        keeper[member] = representative;
                    }
                }
                else if (remove.HasFlag(Removable.Identical))
                {
                    int preferred = isNear ? Preferred(family) : representative;
                    foreach (int member in family.Where(member => member != preferred))
                    {
                        keeper[member] = preferred;
                    }
                }
            }
        }
    }

    /// <summary>Containers first: a container has the greater set of shingles (or an equal one and the greater id), so no article can wait for itself.</summary>
    private void RemoveContained()
    {
        Dictionary<int, SortedDictionary<int, double>> containersOf = [];
        Dictionary<int, List<int>> contentsOf = [];
        foreach (DuplicatePair pair in report.Pairs.Where(static pair => pair.Relation == DuplicateRelation.ContainedIn))
        {
            (int inner, int outer) = (Family(pair.Left), Family(pair.Right));
            if (!containersOf.TryGetValue(inner, out SortedDictionary<int, double>? containers))
            {
                containersOf.Add(inner, containers = []);
            }

            if (containers.TryAdd(outer, pair.LeftInRight))
            {
                (contentsOf.TryGetValue(outer, out List<int>? contents) ? contents : contentsOf[outer] = []).Add(inner);
            }
        }

        ILookup<int, int> members = Enumerable.Range(0, articles.Length).ToLookup(families.Find);
        ILookup<int, int> standsFor = Enumerable.Range(0, articles.Length).Where(article => keeper[article] != Kept).ToLookup(article => keeper[article]);
        Dictionary<int, int> undecided = containersOf.ToDictionary(static entry => entry.Key, static entry => entry.Value.Count);
        Queue<int> ready = new(contentsOf.Keys.Where(family => !undecided.ContainsKey(family)).Order());
        while (ready.TryDequeue(out int family))
        {
            if (containersOf.TryGetValue(family, out SortedDictionary<int, double>? containers))
            {
                RemoveInFavourOfOne(members[family], containers);
            }

            foreach (int inner in contentsOf.GetValueOrDefault(family, []))
            {
                if (--undecided[inner] == 0)
                {
                    ready.Enqueue(inner);
                }
            }
        }

        void RemoveInFavourOfOne(IEnumerable<int> family, SortedDictionary<int, double> containers)
        {
            int[] kept = [.. family.Where(article => keeper[article] == Kept)];
            int[] dependants = [.. kept.SelectMany(article => standsFor[article])];
            (double Share, int Container) best = (-1, Kept);
            foreach ((int container, double share) in kept.Length > 0 ? containers : [])
            {
                if (share < best.Share
                    || members[container].Where(article => keeper[article] == Kept).ToArray() is not { Length: > 0 } keepers
                    || !dependants.All(article => families.Find(article) == families.Find(kept[0]) || IsInside(article, container)))
                {
                    continue;
                }

                int preferred = Preferred(keepers);
                if (share > best.Share || preferred < best.Container)
                {
                    best = (share, preferred);
                }
            }

            if (best.Container != Kept)
            {
                foreach (int article in (int[])[.. kept, .. dependants])
                {
                    keeper[article] = best.Container;
                }
            }
        }

        bool IsInside(int article, int container) => containersOf.TryGetValue(families.Find(article), out SortedDictionary<int, double>? own) && own.ContainsKey(container);
    }

    private List<Removal> Describe()
    {
        Dictionary<(int Removed, int Kept), DuplicatePair?> pairs = [];
        int[] removed = [.. Enumerable.Range(0, articles.Length).Where(article => keeper[article] != Kept)];
        foreach (int article in removed)
        {
            pairs[(families.Find(article), families.Find(keeper[article]))] = null;
        }

        foreach (DuplicatePair pair in report.Pairs)
        {
            (int left, int right) = (Family(pair.Left), Family(pair.Right));
            Enter((left, right), pair, isTurned: false);
            Enter((right, left), pair, isTurned: true);
        }

        return [.. removed.Select(Removal)];

        void Enter((int, int) key, DuplicatePair pair, bool isTurned)
        {
            if (pairs.TryGetValue(key, out DuplicatePair? known) && known is null)
            {
                pairs[key] = isTurned ? pair.Swap() : pair;
            }
        }

        Removal Removal(int article)
        {
            (int family, int keptFamily) = (families.Find(article), families.Find(keeper[article]));
            string id = articles[article].Id;
            string keptId = articles[keeper[article]].Id;
            if (family == keptFamily)
            {
                return new Removal(id, keptId, DuplicateRelation.Identical, 1, 1, 1);
            }

            DuplicatePair pair = pairs[(family, keptFamily)]
                ?? throw new ArgumentException($"The report joins \"{id}\" and \"{keptId}\" in a cluster but has no pair of them: pass a report as Deduplicator.Run made it.");
            return new Removal(id, keptId, pair.Relation, pair.Jaccard, pair.LeftInRight, pair.RightInLeft);
        }
    }

    private int Preferred(IEnumerable<int> of) => of.MinBy(article => articles[article], rule);

    private int Family(string id) => families.Find(Number(id));

    private int Number(string id) => numberOf.TryGetValue(id, out int number)
        ? number
        : throw new ArgumentException($"The report names \"{id}\", which is not among the articles: pass the articles that the report was made of.");
}
