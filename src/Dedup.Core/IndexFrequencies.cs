using Dedup.Candidates;
using Dedup.Clustering;
using Dedup.Internals;
using Dedup.Shingling;
using Dedup.Verification;

namespace Dedup;

/// <summary>
/// Counts, for one question to a <see cref="DuplicateIndex"/>, in how many articles the shingles stand that the template rule asks about. Holds scratch memory: one per thread.
/// </summary>
/// <remarks>
/// <para>
/// Counted are the article asked about and the candidates, each a family of identical articles, copies of one article once. Articles that were not proposed as candidates are not seen,
/// so a count may be too low where a bucket overflows; it still tells a form, since one more article than <see cref="VerificationOptions.TemplateArticles"/> is enough for that. Nothing is
/// stored between questions that could change an answer, so that a verdict follows what the index holds at the moment.
/// </para>
/// <para>
/// At most <see cref="MostWitnesses"/> candidates are counted, those that share most with the article, so at most 2,016 of their pairs are compared. Verdicts on those pairs never change
/// and are remembered.
/// </para>
/// </remarks>
internal sealed class IndexFrequencies(VerificationOptions limits, Shingler shingler, PairVerifier verifier, CandidateFinder finder, CandidateFinder.Scratch finderScratch)
{
    internal const int MostWitnesses = 64;
    private readonly TemplateRule rule = new(limits);
    private readonly PairMemory copies = new();
    private readonly ShingleFrequencies.Scratch scratch = new(shingler);

    /// <summary>Whether the rule may drop the pair, or some of its passages.</summary>
    internal bool IsSuspect(DuplicatePair pair) => rule.IsSuspect(pair);

    /// <summary>The suspect pair once frequencies are known: as it was, with fewer passages, or null when it is dropped.</summary>
    internal DuplicatePair? Judge(DuplicatePair pair, Article smaller, Article larger, ShingleFrequencies frequencies) => verifier.Judge(pair, smaller, larger, rule, frequencies);

    /// <summary>The frequencies that the verdicts on the suspects ask for.</summary>
    /// <param name="asked">The article asked about.</param>
    /// <param name="candidates">All candidate families, compared with it; any order.</param>
    internal ShingleFrequencies Count(Article asked, List<Candidate> candidates)
    {
        ShingleFrequencies frequencies = new();
        foreach (Candidate candidate in candidates)
        {
            if (rule.IsSuspect(candidate.Pair))
            {
                verifier.Choose(candidate.Pair, candidate.IsSmaller ? candidate.Other : asked, frequencies);
            }
        }

        List<Candidate> witnesses = [.. candidates.OrderByDescending(static candidate => candidate.Pair.SharedShingles).ThenBy(static candidate => candidate.Family).Take(MostWitnesses)];
        foreach (List<int> article in CopiesTogether(witnesses))
        {
            frequencies.CountOnce(article.Select(number => number == witnesses.Count ? asked.Text : witnesses[number].First.Text), scratch);
        }

        return frequencies;
    }

    /// <summary>The witnesses by number, the article asked about as the last, those that are copies of one article together.</summary>
    private List<List<int>> CopiesTogether(List<Candidate> witnesses)
    {
        int asked = witnesses.Count;
        DisjointSets sets = new(witnesses.Count + 1);
        for (int i = 0; i < witnesses.Count; i++)
        {
            if (rule.AreCopies(witnesses[i].Pair) || witnesses[i].Pair.Relation == DuplicateRelation.Identical)
            {
                sets.Union(i, asked);
            }
        }

        for (int i = 0; i < witnesses.Count; i++)
        {
            for (int j = i + 1; j < witnesses.Count; j++)
            {
                if (sets.Find(i) != sets.Find(j) && AreCopies(witnesses[i], witnesses[j]))
                {
                    sets.Union(i, j);
                }
            }
        }

        return sets.AllSets();
    }

    private bool AreCopies(Candidate x, Candidate y)
    {
        if (x.Family > y.Family)
        {
            (x, y) = (y, x);
        }

        if (!copies.TryGet(x.Family, y.Family, out bool known))
        {
            known = finder.IsWorthComparing(x.Family, y.Family, finderScratch) && rule.AreCopies(verifier.Verify(x.First, y.First));
            copies.Set(x.Family, y.Family, known);
        }

        return known;
    }

    /// <summary>A family of the index, compared with the article asked about.</summary>
    /// <param name="Family">Its number.</param>
    /// <param name="First">Its first article, which stands for all.</param>
    /// <param name="Other">The first of its articles that is not the one asked about.</param>
    /// <param name="IsSmaller">Whether its text, not the one asked about, is the smaller of the two.</param>
    /// <param name="Pair">How the two relate.</param>
    internal readonly record struct Candidate(int Family, Article First, Article Other, bool IsSmaller, DuplicatePair Pair);
}
