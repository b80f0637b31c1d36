using System.Runtime.InteropServices;
using Dedup.Candidates;
using Dedup.Clustering;
using Dedup.Internals;
using Dedup.Signatures;
using Dedup.Verification;

namespace Dedup.Batch;

/// <summary>Articles with the same tokens in the same order. One of them stands for all in the indexes, so that a million copies cost a million lookups and no more.</summary>
/// <param name="Members">Their numbers, ascending; at least one.</param>
/// <param name="Preferred">The number of the one to keep.</param>
/// <param name="HasOneText">Whether all their texts are known to be equal to the last character.</param>
internal readonly record struct ArticleFamily(ArraySegment<int> Members, int Preferred, bool HasOneText)
{
    private const int None = -1;

    /// <summary>How an article relates to one with the same fingerprint.</summary>
    private enum Likeness : byte
    {
        Other,
        SameTokens,
        SameText,
    }

    /// <summary>The one that stands for all: the least number.</summary>
    internal int First => Members[0];

    /// <summary>All articles with at least one token, gathered; ordered by their first member.</summary>
    internal static List<ArticleFamily> Gather(Article[] articles, SignedText[] signed, ParallelPhase parallel, Func<PairVerifier> newVerifier, RepresentativeRule rule)
    {
        int[] firstOf = FirstWithSameContent(signed, parallel);
        int[] later = [.. Enumerable.Range(0, articles.Length).Where(article => firstOf[article] != None && firstOf[article] != article)];

        // Equal fingerprints are checked on the texts.
        Likeness[] likeness = parallel.Run(DedupStage.FindingCandidates, later.Length, newVerifier, (verifier, i) => Compare(verifier, articles[firstOf[later[i]]], articles[later[i]]), isCounted: false);

        // Unequal articles of one fingerprint, if ever, are in families of their own.
        Dictionary<int, List<int>> others = [];
        bool[] hasOtherText = new bool[articles.Length];
        for (int i = 0; i < later.Length; i++)
        {
            int article = later[i];
            Likeness own = likeness[i];
            if (own == Likeness.Other)
            {
                List<int> firsts = CollectionsMarshal.GetValueRefOrAddDefault(others, firstOf[article], out _) ??= [];
                (firstOf[article], own) = FindFirst(firsts, article, articles, newVerifier());
            }

            hasOtherText[firstOf[article]] |= own == Likeness.SameTokens;
        }

        ArraySegment<int>[] families = Split(firstOf);
        ArticleFamily[] gathered = new ArticleFamily[families.Length];
        parallel.RunRanges(DedupStage.FindingCandidates, families.Length, own =>
        {
            for (int i = own.Start.Value; i < own.End.Value; i++)
            {
                gathered[i] = FamilyOf(families[i]);
            }
        });
        return [.. gathered];

        ArticleFamily FamilyOf(ArraySegment<int> members) => new(members, members.Count == 1 ? members[0] : members.MinBy(member => articles[member], rule), !hasOtherText[members[0]]);
    }

    /// <summary>The one that an article is identical with, which is the article itself when it is with none.</summary>
    private static (int First, Likeness Likeness) FindFirst(List<int> firsts, int article, Article[] articles, PairVerifier verifier)
    {
        foreach (int first in firsts)
        {
            if (Compare(verifier, articles[first], articles[article]) is not Likeness.Other and Likeness found)
            {
                return (first, found);
            }
        }

        firsts.Add(article);
        return (article, Likeness.SameText);
    }

    private static Likeness Compare(PairVerifier verifier, Article x, Article y) => x.HasTextOf(y) ? Likeness.SameText : verifier.HaveEqualTokens(x, y) ? Likeness.SameTokens : Likeness.Other;

    /// <summary>For each article the first one with its fingerprint; <see cref="None"/> for one without a token.</summary>
    private static int[] FirstWithSameContent(SignedText[] signed, ParallelPhase parallel)
    {
        // Nearly all are alone with so much of their fingerprint already.
        uint turns = (uint)SharedKeys.TurnsFor(signed.Length);
        SharedKeys keys = SharedKeys.Build(parallel, new SharedKeys.Scratch(), signed.Length, signed.Length, (entries, first, end, turn) =>
        {
            for (int article = first; article < end; article++)
            {
                ulong content = signed[article].Content.First;
                if (signed[article].TokenCount > 0 && content % turns == (uint)turn)
                {
                    entries.Add(KeyEntry.Of((uint)(content >> 32), article));
                }
            }
        });
        Dictionary<ContentHash, int> others = [];
        int[] firstOf = new int[signed.Length];
        for (int article = 0; article < signed.Length; article++)
        {
            firstOf[article] = signed[article].TokenCount == 0 ? None : FirstOf(article);
        }

        return firstOf;

        int FirstOf(int article)
        {
            int first = keys.FirstWithKeyOf(article);
            if (first != article && signed[first].Content != signed[article].Content)
            {
                ref int other = ref CollectionsMarshal.GetValueRefOrAddDefault(others, signed[article].Content, out bool isKnown);
                first = other = isKnown ? other : article;
            }

            return first;
        }
    }

    /// <summary>The members of each family, ascending, as parts of one array: nearly every article is a family of its own, so none has memory of its own.</summary>
    private static ArraySegment<int>[] Split(int[] firstOf)
    {
        // The family of each first one, and how many members it has.
        int[] familyOf = new int[firstOf.Length];
        List<int> counts = new(firstOf.Length);
        for (int article = 0; article < firstOf.Length; article++)
        {
            int first = firstOf[article];
            if (first == article)
            {
                familyOf[article] = counts.Count;
                counts.Add(0);
            }

            if (first != None)
            {
                counts[familyOf[first]]++;
            }
        }

        int[] members = new int[counts.Sum()];
        ArraySegment<int>[] split = new ArraySegment<int>[counts.Count];
        int start = 0;
        for (int family = 0; family < split.Length; family++)
        {
            split[family] = new ArraySegment<int>(members, start, counts[family]);
            start += counts[family];
            counts[family] = 0;
        }

        for (int article = 0; article < firstOf.Length; article++)
        {
            if (firstOf[article] is not None and int first)
            {
                int family = familyOf[first];
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
