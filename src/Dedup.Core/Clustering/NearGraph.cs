namespace Dedup.Clustering;

/// <summary>Which articles (or families of identical ones) are near-duplicates of which.</summary>
internal sealed class NearGraph
{
    private readonly Dictionary<int, List<(int, double)>> near = [];
    private readonly DisjointSets sets;

    private NearGraph(int count) => sets = new DisjointSets(count);

    /// <summary>The connected sets of two or more.</summary>
    internal List<List<int>> Sets => sets.SetsOfTwoOrMore();

    internal static NearGraph Connect(int count, IEnumerable<KeyValuePair<(int, int), DuplicatePair?>> pairs)
    {
        NearGraph graph = new(count);
        foreach (((int x, int y), DuplicatePair? pair) in pairs)
        {
            graph.Add(x, y, pair);
        }

        return graph;
    }

    /// <summary>The connected sets alone.</summary>
    internal static List<List<int>> SetsOf(int count, IEnumerable<KeyValuePair<(int, int), DuplicatePair?>> pairs)
    {
        DisjointSets connected = new(count);
        foreach (((int x, int y), DuplicatePair? pair) in pairs)
        {
            if (Joins(pair))
            {
                connected.Union(x, y);
            }
        }

        return connected.SetsOfTwoOrMore();
    }

    /// <summary>Takes in a verified pair, if it is one that joins.</summary>
    internal void Add(int x, int y, DuplicatePair? pair)
    {
        if (Joins(pair))
        {
            Add(x, y, pair!.Jaccard);
            Add(y, x, pair.Jaccard);
            sets.Union(x, y);
        }
    }

    internal IReadOnlyList<(int Article, double Jaccard)> NearTo(int article) => near.TryGetValue(article, out List<(int, double)>? list) ? list : [];

    private static bool Joins(DuplicatePair? pair) => pair?.Relation is DuplicateRelation.NearDuplicate or DuplicateRelation.Identical;

    private void Add(int from, int to, double jaccard)
    {
        if (!near.TryGetValue(from, out List<(int, double)>? list))
        {
            near.Add(from, list = []);
        }

        list.Add((to, jaccard));
    }
}
