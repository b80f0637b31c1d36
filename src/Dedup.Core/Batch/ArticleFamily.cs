using System.Runtime.InteropServices;
using Dedup.Clustering;
using Dedup.Signatures;
using Dedup.Verification;

namespace Dedup.Batch;

/// <summary>Articles with the same tokens in the same order. One of them stands for all in the indexes, so that a million copies cost a million lookups and no more.</summary>
/// <param name="Members">Their numbers, ascending; at least one.</param>
/// <param name="Preferred">The number of the one to keep.</param>
internal readonly record struct ArticleFamily(ArraySegment<int> Members, int Preferred)
{
    private const int None = -1;

    /// <summary>The one that stands for all: the least number.</summary>
    internal int First => Members[0];

    /// <summary>All articles with at least one token, gathered; ordered by their first member.</summary>
    internal static List<ArticleFamily> Gather(Article[] articles, SignedText[] signed, PairVerifier verifier, RepresentativeRule rule)
    {
        // Nearly every article is a family of its own: so none has memory of its own before all are known. Equal fingerprints are checked on the tokens; unequal articles of one
        // fingerprint, if ever, stay in families of their own, each linked to the one before.
        Dictionary<ContentHash, int> byContent = new(articles.Length);
        List<(int First, int Alike)> gathered = new(articles.Length);
        int[] familyOf = new int[articles.Length];
        for (int i = 0; i < articles.Length; i++)
        {
            familyOf[i] = None;
            if (signed[i].TokenCount == 0)
            {
                continue;
            }

            ref int last = ref CollectionsMarshal.GetValueRefOrAddDefault(byContent, signed[i].Content, out bool exists);
            int family = exists ? last : None;
            while (family != None && !verifier.AreIdentical(articles[gathered[family].First], articles[i]))
            {
                family = gathered[family].Alike;
            }

            if (family == None)
            {
                family = gathered.Count;
                gathered.Add((i, exists ? last : None));
                last = family;
            }

            familyOf[i] = family;
        }

        return [.. Split(familyOf, gathered.Count).Select(members => new ArticleFamily(members, members.Count == 1 ? members[0] : members.MinBy(member => articles[member], rule)))];
    }

    /// <summary>The members of each family, ascending, as parts of one array.</summary>
    private static ArraySegment<int>[] Split(int[] familyOf, int families)
    {
        int[] counts = new int[families];
        foreach (int family in familyOf)
        {
            if (family != None)
            {
                counts[family]++;
            }
        }

        int[] members = new int[counts.Sum()];
        ArraySegment<int>[] split = new ArraySegment<int>[families];
        int start = 0;
        for (int family = 0; family < families; family++)
        {
            split[family] = new ArraySegment<int>(members, start, counts[family]);
            start += counts[family];
            counts[family] = 0;
        }

        for (int article = 0; article < familyOf.Length; article++)
        {
            if (familyOf[article] is not None and int family)
            {
                split[family].AsSpan()[counts[family]++] = article;
            }
        }

        return split;
    }

    /// <summary>The pairs among the members: all of them up to <paramref name="most"/>, else the first member with each of the others.</summary>
    internal IEnumerable<(int, int)> PairsWithin(int most)
    {
        bool all = (long)Members.Count * (Members.Count - 1) / 2 <= most;
        int lefts = all ? Members.Count : 1;
        for (int i = 0; i < lefts; i++)
        {
            for (int j = i + 1; j < Members.Count; j++)
            {
                yield return (Members[i], Members[j]);
            }
        }
    }

    /// <summary>The pairs with the members of another family, but for the pair of both first ones: all of them up to <paramref name="most"/>, else those with a first member.</summary>
    internal IEnumerable<(int, int)> PairWith(ArticleFamily other, int most)
    {
        bool all = (long)Members.Count * other.Members.Count <= most;
        for (int i = 0; i < Members.Count; i++)
        {
            int rights = all || i == 0 ? other.Members.Count : 1;
            for (int j = i == 0 ? 1 : 0; j < rights; j++)
            {
                yield return (Members[i], other.Members[j]);
            }
        }
    }
}
