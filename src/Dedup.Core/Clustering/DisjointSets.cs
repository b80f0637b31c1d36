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
    internal List<List<int>> AllSets()
    {
        Dictionary<int, List<int>> byRoot = [];
        List<List<int>> sets = [];
        for (int item = 0; item < parent.Length; item++)
        {
            int root = Find(item);
            if (!byRoot.TryGetValue(root, out List<int>? set))
            {
                byRoot.Add(root, set = []);
                sets.Add(set);
            }

            set.Add(item);
        }

        return sets;
    }

    /// <summary>The sets with at least two items, each ascending, ordered by their least item.</summary>
    internal List<List<int>> SetsOfTwoOrMore() => AllSets().FindAll(static set => set.Count > 1);
}
