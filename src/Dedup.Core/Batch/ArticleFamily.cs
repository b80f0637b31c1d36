using Dedup.Clustering;
using Dedup.Signatures;
using Dedup.Verification;

namespace Dedup.Batch;

/// <summary>Articles with the same tokens in the same order. One of them stands for all in the indexes, so that a million copies cost a million lookups and no more.</summary>
/// <param name="Members">Their numbers, ascending; at least one.</param>
/// <param name="Preferred">The number of the one to keep.</param>
internal sealed record ArticleFamily(List<int> Members, int Preferred)
{
    /// <summary>The one that stands for all: the least number.</summary>
    internal int First => Members[0];

    /// <summary>All articles with at least one token, gathered; ordered by their first member.</summary>
    internal static List<ArticleFamily> Gather(Article[] articles, SignedArticle[] signed, PairVerifier verifier, RepresentativeRule rule)
    {
        // Equal fingerprints are checked on the tokens; unequal articles of one fingerprint, if ever, stay in families of their own.
        Dictionary<ContentHash, List<List<int>>> byContent = [];
        List<List<int>> gathered = [];
        for (int i = 0; i < articles.Length; i++)
        {
            if (signed[i].TokenCount == 0)
            {
                continue;
            }

            if (!byContent.TryGetValue(signed[i].Content, out List<List<int>>? alike))
            {
                byContent.Add(signed[i].Content, alike = []);
            }

            List<int>? family = alike.Find(members => verifier.AreIdentical(articles[members[0]], articles[i]));
            if (family is null)
            {
                alike.Add(family = []);
                gathered.Add(family);
            }

            family.Add(i);
        }

        return gathered.ConvertAll(members => new ArticleFamily(members, members.MinBy(member => articles[member], rule)));
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
