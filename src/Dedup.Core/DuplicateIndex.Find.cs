using Dedup.Signatures;
using Dedup.Streaming;

namespace Dedup;

/// <content>Asking: candidates are proposed, compared on their texts, and judged by what the index holds.</content>
public sealed partial class DuplicateIndex
{
    /// <summary>The articles of the index that repeat this one, judged by what the index holds now; the index is not changed. An article of the same id is not compared with itself.</summary>
    /// <param name="article">The article asked about.</param>
    /// <param name="mostMatches">How many matches to return at most, the closest first, 1 or more. Default 100.</param>
    /// <returns>Matches ordered by relation (identical, near, contained or containing, passage), then by the larger containment, then by id.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostMatches"/> is less than 1.</exception>
    public IReadOnlyList<DuplicateMatch> Find(Article article, int mostMatches = 100)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostMatches, 1);
        Worker worker = workers.Rent();
        try
        {
            SignedArticle signed = worker.Signer.Sign(article);
            gate.EnterReadLock();
            try
            {
                return Find(article, signed, worker, mostMatches);
            }
            finally
            {
                gate.ExitReadLock();
            }
        }
        finally
        {
            workers.Return(worker);
        }
    }

    /// <summary>What <see cref="Find(Article, int)"/> says of an article, and then it is added. Signs it once, and nothing comes between the two.</summary>
    /// <param name="article">The article; the index keeps it, text included.</param>
    /// <param name="mostMatches">How many matches to return at most, the closest first, 1 or more. Default 100.</param>
    /// <param name="replace">Whether it takes the place of the article with its id, if there is one, as by <see cref="Replace"/>. Default: no.</param>
    /// <returns>The matches, as of <see cref="Find(Article, int)"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostMatches"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">The index holds an article of this id already and it is not to be replaced; the index is unchanged.</exception>
    public IReadOnlyList<DuplicateMatch> FindAndAdd(Article article, int mostMatches = 100, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostMatches, 1);
        Worker worker = workers.Rent();
        try
        {
            SignedArticle signed = worker.Signer.Sign(article);
            return Change(() =>
            {
                List<DuplicateMatch> matches = Find(article, signed, worker, mostMatches);
                AddAlone(article, signed, worker, replace);
                return matches;
            });
        }
        finally
        {
            workers.Return(worker);
        }
    }

    private List<DuplicateMatch> Find(Article article, SignedArticle signed, Worker worker, int mostMatches)
    {
        List<DuplicateMatch> matches = [];
        if (signed.TokenCount == 0)
        {
            return matches;
        }

        // Copies come first in any answer, so when they alone fill it nothing else need be looked at.
        int family = FamilyOf(article, signed, worker);
        bool copiesAreIdentical = family != IndexContents.None && Options.Detect.HasFlag(Detect.Resemblance);
        if (copiesAreIdentical)
        {
            AddFamily(article, worker.Lookup.MembersOf(family), matches, mostMatches, member => worker.Verifier.Verify(article, member));
        }

        if (matches.Count < mostMatches)
        {
            List<IndexFrequencies.Candidate> candidates = Compare(article, signed, copiesAreIdentical ? family : IndexContents.None, worker);
            if (candidates.Exists(candidate => worker.Frequencies.IsSuspect(candidate.Pair)))
            {
                worker.Frequencies.Count(article, signed, family, candidates);
            }

            foreach (IndexFrequencies.Candidate candidate in candidates)
            {
                if (candidate.Pair.Relation != DuplicateRelation.None)
                {
                    AddFamily(article, worker.Lookup.MembersOf(candidate.Family), matches, mostMatches, member => Judge(article, member, candidate, worker));
                }
            }
        }

        matches.Sort(MatchOrder);
        return matches.Count > mostMatches ? matches.GetRange(0, mostMatches) : matches;
    }

    /// <summary>The candidate families, but for one, each compared with the article by its first member of another id.</summary>
    private static List<IndexFrequencies.Candidate> Compare(Article article, SignedArticle signed, int without, Worker worker)
    {
        worker.Lookup.FindCandidates(signed, worker.Candidates);
        List<IndexFrequencies.Candidate> compared = [];
        foreach (int family in worker.Candidates)
        {
            if (family != without && worker.Lookup.MembersOf(family).FirstOrDefault(member => !IsSame(member, article)) is { } other)
            {
                compared.Add(new IndexFrequencies.Candidate(
                    family, other, IsSmaller(other, worker.Lookup.TokenCountOf(family), article, signed), worker.Verifier.Verify(article, other)));
            }
        }

        return compared;
    }

    /// <summary>Adds the articles of a family, as many as were asked for, unless the verdict on them is that they are no pair.</summary>
    private static void AddFamily(Article article, IEnumerable<Article> family, List<DuplicateMatch> matches, int mostMatches, Func<Article, DuplicatePair?> judge)
    {
        int before = matches.Count;
        foreach (Article member in family)
        {
            if (matches.Count - before == mostMatches)
            {
                return;
            }

            if (!IsSame(member, article))
            {
                // What holds for the first of the family holds for all: their tokens are equal.
                DuplicatePair? pair = judge(member);
                if (pair is null || pair.Relation == DuplicateRelation.None)
                {
                    return;
                }

                matches.Add(MatchOf(article, member, pair));
            }
        }
    }

    /// <summary>How the two relate, or null when the frequencies show that they only share a form or what many articles carry.</summary>
    private static DuplicatePair? Judge(Article article, Article member, IndexFrequencies.Candidate candidate, Worker worker)
    {
        DuplicatePair pair = ReferenceEquals(member, candidate.Other) ? candidate.Pair : worker.Verifier.Verify(article, member);
        // As in a batch, one pair decides for the family; its articles may come from different sources.
        if (!worker.Frequencies.IsSuspect(candidate.Pair))
        {
            return pair;
        }

        return candidate.IsSmaller
            ? worker.Frequencies.Judge(pair, member, article)
            : worker.Frequencies.Judge(pair, article, member);
    }

    private static DuplicateMatch MatchOf(Article article, Article found, DuplicatePair pair)
    {
        bool turned = !string.Equals(pair.Left, article.Id, StringComparison.Ordinal);
        DuplicatePair seen = turned ? pair.Swap() : pair;
        return new DuplicateMatch
        {
            Id = found.Id,
            Relation = turned && pair.Relation == DuplicateRelation.ContainedIn ? DuplicateRelation.Contains : pair.Relation,
            Jaccard = seen.Jaccard,
            QueryInMatch = seen.LeftInRight,
            MatchInQuery = seen.RightInLeft,
            SharedShingles = seen.SharedShingles,
            ShingleWidth = seen.ShingleWidth,
            Passages = seen.Passages,
            TitleSimilarity = seen.TitleSimilarity,
        };
    }

    /// <summary>Whether a member of a family is the smaller one of the two; of equal ones, the one with the ordinally smaller id.</summary>
    private static bool IsSmaller(Article member, int memberTokens, Article article, SignedArticle signed)
    {
        int order = memberTokens.CompareTo(signed.TokenCount);
        return order < 0 || (order == 0 && string.CompareOrdinal(member.Id, article.Id) < 0);
    }

    private static bool IsSame(Article x, Article y) => string.Equals(x.Id, y.Id, StringComparison.Ordinal);

    private static int FamilyOf(Article article, SignedArticle signed, Worker worker)
    {
        foreach (int family in worker.Lookup.FamiliesOf(signed.Content))
        {
            if (worker.Verifier.AreIdentical(worker.Lookup.FirstOf(family), article))
            {
                return family;
            }
        }

        return IndexContents.None;
    }

    private static int MatchOrder(DuplicateMatch x, DuplicateMatch y)
    {
        int order = Rank(x.Relation).CompareTo(Rank(y.Relation));
        if (order == 0)
        {
            order = Math.Max(y.QueryInMatch, y.MatchInQuery).CompareTo(Math.Max(x.QueryInMatch, x.MatchInQuery));
        }

        return order != 0 ? order : string.CompareOrdinal(x.Id, y.Id);

        static int Rank(DuplicateRelation relation) => (int)(relation == DuplicateRelation.Contains ? DuplicateRelation.ContainedIn : relation);
    }
}
