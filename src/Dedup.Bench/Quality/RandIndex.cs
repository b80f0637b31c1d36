namespace Dedup.Bench.Quality;

/// <summary>The adjusted Rand index of two ways to group the same articles: 1 when they are the same, about 0 when one is drawn by chance.</summary>
/// <remarks>Hubert and Arabie, "Comparing partitions", Journal of Classification 2 (1985), doi:10.1007/BF01908075.</remarks>
internal static class RandIndex
{
    internal static double Adjusted(int[] groups, int[] truth)
    {
        double together = groups.Zip(truth).CountBy(cell => cell).Sum(cell => Pairs(cell.Value));
        double inGroups = groups.CountBy(group => group).Sum(group => Pairs(group.Value));
        double inTruth = truth.CountBy(family => family).Sum(family => Pairs(family.Value));
        double byChance = inGroups * inTruth / Pairs(groups.Length);
        double most = (inGroups + inTruth) / 2;
        return most == byChance ? 1 : (together - byChance) / (most - byChance);
    }

    /// <summary>The group of each article in a report. An article in no cluster is a group of its own.</summary>
    internal static int[] GroupsOf(DedupReport report, Dictionary<string, int> numbers)
    {
        int[] groups = [.. Enumerable.Range(0, numbers.Count).Select(number => -1 - number)];
        for (int cluster = 0; cluster < report.Clusters.Count; cluster++)
        {
            foreach (string member in report.Clusters[cluster].Members)
            {
                groups[numbers[member]] = cluster;
            }
        }

        return groups;
    }

    private static double Pairs(long members) => members * (members - 1.0) / 2;
}
