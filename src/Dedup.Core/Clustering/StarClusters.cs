namespace Dedup.Clustering;

/// <summary>Cuts a connected set of near-duplicates into stars: a representative and what is near it. No chain of small steps can join what is far apart.</summary>
/// <remarks>
/// Taken in the order of preference, each article not yet in a cluster becomes the representative of a new one and takes along every free article that is near it. (Star clustering:
/// Aslam, Pelekhov and Rus, "The star clustering algorithm for static and dynamic information organization", 2004, with the user's preference in the place of the degree.)
/// Depends on the preference and the near pairs only, never on the order of input.
/// </remarks>
internal static class StarClusters
{
    /// <summary>One star: the representative's number, and for each further member its number and Jaccard similarity to the representative.</summary>
    internal readonly record struct Star(int Representative, IReadOnlyList<(int Member, double Jaccard)> Members);

    /// <param name="preferred">The connected articles, most wanted first.</param>
    /// <param name="nearTo">The articles near a given one, with their similarity. Asked once for each representative, after <paramref name="complete"/>.</param>
    /// <param name="complete">Called for the first <paramref name="mostCompleted"/> representatives with the articles still free, to find out which of them are near.</param>
    /// <param name="mostCompleted">Bounds the work: later representatives make do with the near pairs known.</param>
    internal static List<Star> Cut(
        IReadOnlyList<int> preferred, Func<int, IEnumerable<(int Article, double Jaccard)>> nearTo, Action<int, List<int>> complete, int mostCompleted)
    {
        List<Star> stars = [];
        HashSet<int> taken = [];
        foreach (int representative in preferred)
        {
            if (!taken.Add(representative))
            {
                continue;
            }

            if (stars.Count < mostCompleted)
            {
                complete(representative, [.. preferred.Where(article => !taken.Contains(article))]);
            }

            List<(int, double)> members = [];
            foreach ((int article, double jaccard) in nearTo(representative))
            {
                if (taken.Add(article))
                {
                    members.Add((article, jaccard));
                }
            }

            stars.Add(new Star(representative, members));
        }

        return stars;
    }
}
