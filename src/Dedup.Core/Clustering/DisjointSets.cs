namespace Dedup.Clustering;

/// <summary>Union-find with path halving and union by size (Tarjan and van Leeuwen 1984). Not thread-safe.</summary>
internal sealed class DisjointSets
{
    private readonly int[] parent;
    private readonly int[] size;

    internal DisjointSets(int count)
    {
        parent = new int[count];
        size = new int[count];
        for (int i = 0; i < count; i++)
        {
            parent[i] = i;
            size[i] = 1;
        }
    }

    internal int Find(int item)
    {
        while (parent[item] != item)
        {
            parent[item] = parent[parent[item]];
            item = parent[item];
        }

        return item;
    }

    internal void Union(int x, int y)
    {
        x = Find(x);
        y = Find(y);
        if (x == y)
        {
            return;
        }

        if (size[x] < size[y])
        {
            (x, y) = (y, x);
        }

        parent[y] = x;
        size[x] += size[y];
    }

    /// <summary>All sets, each ascending, ordered by their least item.</summary>
    internal List<List<int>> AllSets() => SetsOf(leastItems: 1);

    /// <summary>The sets with at least two items, each ascending, ordered by their least item.</summary>
    internal List<List<int>> SetsOfTwoOrMore() => SetsOf(leastItems: 2);

    private List<List<int>> SetsOf(int leastItems)
    {
        List<int>?[] byRoot = new List<int>?[parent.Length];
        List<List<int>> sets = [];
        for (int item = 0; item < parent.Length; item++)
        {
            int root = Find(item);
            if (size[root] < leastItems)
            {
                continue;
            }

            List<int>? set = byRoot[root];
            if (set is null)
            {
                sets.Add(set = byRoot[root] = new List<int>(size[root]));
            }

            set.Add(item);
        }

        return sets;
    }
}
