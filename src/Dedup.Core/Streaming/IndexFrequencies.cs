using Dedup.Clustering;
using Dedup.Internals;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Verification;

namespace Dedup.Streaming;

/// <summary>Applies the template rule to what a <see cref="DuplicateIndex"/> finds, by what it holds at the moment. Holds scratch memory: one per thread.</summary>
/// <remarks>
/// <para>
/// Counted are the article asked about, the candidates, and the first articles that have a sampled hash of what is in doubt; each a family of identical articles, copies of one article
/// once. Others are not seen, so a count may be too low; it still tells a form, since one more article than
/// <see cref="VerificationOptions.TemplateArticles"/> is enough for that. Nothing is stored between questions that could change an answer.
/// </para>
/// <para>
/// At most <see cref="MostWitnesses"/> families are counted, or <see cref="MostWitnessesOfPassages"/> where a passage is in doubt, which takes more of them to be told: the candidates that share most with the article,
/// then those that have most of the hashes. So at most 2,080 pairs are compared, or 8,256.
/// Verdicts on pairs of the index do not change until an article is removed, and are remembered so long.
/// </para>
/// </remarks>
internal sealed class IndexFrequencies
{
    internal const int MostWitnesses = 64;
    internal const int MostWitnessesOfPassages = 128;
    private readonly PairVerifier verifier;
    private readonly TemplateRule rule;
    private readonly IndexLookup lookup;
    private readonly ShingleFrequencies.Scratch scratch;
    private readonly Func<int, int, bool> areCopies;
    private readonly List<int> carriers = [];
    private ShingleFrequencies frequencies = new();

    /// <param name="options">The options of the index.</param>
    /// <param name="shingler">Its shingler.</param>
    /// <param name="verifier">Compares articles for this thread.</param>
    /// <param name="lookup">Looks things up for this thread.</param>
    /// <param name="epoch">Says when the first articles of families may have changed.</param>
    internal IndexFrequencies(DedupOptions options, Shingler shingler, PairVerifier verifier, IndexLookup lookup, Func<int> epoch)
    {
        this.verifier = verifier;
        this.lookup = lookup;
        rule = new TemplateRule(options.Verification);
        scratch = new ShingleFrequencies.Scratch(shingler);
        PairMemory memory = new();
        int memoryEpoch = epoch();
        areCopies = AreCopies;

        bool AreCopies(int lesser, int greater)
        {
            if (memoryEpoch != epoch())
            {
                memory = new PairMemory();
                memoryEpoch = epoch();
            }

            if (!memory.TryGet(lesser, greater, out bool known))
            {
                known = lookup.IsWorthComparing(lesser, greater) && rule.AreCopies(verifier.Verify(lookup.FirstOf(lesser), lookup.FirstOf(greater)));
                memory.Set(lesser, greater, known);
            }

            return known;
        }
    }

    /// <summary>Whether the rule may drop the pair, or some of its passages.</summary>
    internal bool IsSuspect(DuplicatePair pair) => rule.IsSuspect(pair);

    /// <summary>Counts what the verdicts on the suspects ask for; to be called before <see cref="Judge"/>.</summary>
    /// <param name="asked">The article asked about.</param>
    /// <param name="signed">The same, signed.</param>
    /// <param name="same">The family of articles with the same tokens, or -1.</param>
    /// <param name="candidates">All candidate families, compared with it.</param>
    internal void Count(Article asked, SignedArticle signed, int same, List<Candidate> candidates)
    {
        frequencies = new ShingleFrequencies();
        foreach (Candidate candidate in candidates)
        {
            if (rule.IsSuspect(candidate.Pair))
            {
                verifier.Choose(candidate.Pair, candidate.IsSmaller ? candidate.Other : asked, frequencies);
            }
        }

        foreach (List<Witness> article in CopiesTogether(asked, ListWitnesses(asked, signed, same, candidates)))
        {
            frequencies.CountOnce(article.Select(static witness => witness.Article), scratch);
        }
    }

    /// <summary>The suspect pair now that frequencies are known: as it was, with fewer passages, or null when it is dropped.</summary>
    internal DuplicatePair? Judge(DuplicatePair pair, Article smaller, Article larger) => verifier.Judge(pair, smaller, larger, rule, frequencies);

    /// <summary>The families that are counted, ascending.</summary>
    private List<Witness> ListWitnesses(Article asked, SignedArticle signed, int same, List<Candidate> candidates)
    {
        bool isPassageInDoubt = candidates.Exists(candidate => candidate.Pair.Relation == DuplicateRelation.SharesPassage && rule.IsSuspect(candidate.Pair));
        int most = isPassageInDoubt ? MostWitnessesOfPassages : MostWitnesses;
        List<Witness> witnesses =
        [
            .. candidates.OrderByDescending(static candidate => candidate.Pair.SharedShingles).ThenBy(static candidate => candidate.Family).Take(most)
                .Select(candidate => new Witness(candidate.Family, candidate.Other, candidate.Family == same || rule.AreCopies(candidate.Pair))),
        ];
        foreach (int family in CarriersOf(signed.Sketch, [.. candidates.Select(static candidate => candidate.Family), same]).Take(most - witnesses.Count))
        {
            Article first = lookup.FirstOf(family);
            if (!string.Equals(first.Id, asked.Id, StringComparison.Ordinal))
            {
                witnesses.Add(new Witness(family, first, rule.AreCopies(verifier.Verify(asked, first))));
            }
        }

        witnesses.Sort(static (x, y) => x.Family.CompareTo(y.Family));
        return witnesses;
    }

    /// <summary>Families that have sampled hashes of what is in doubt, most of them first.</summary>
    private IEnumerable<int> CarriersOf(PositionalSketch? sketch, HashSet<int> known)
    {
        Dictionary<int, int> carried = [];
        foreach (ulong hash in sketch is null ? [] : sketch.Hashes)
        {
            if (frequencies.IsChosen(hash))
            {
                lookup.FindCarriers(hash, carriers);
                foreach (int family in carriers)
                {
                    if (!known.Contains(family))
                    {
                        carried[family] = carried.GetValueOrDefault(family) + 1;
                    }
                }
            }
        }

        return carried.OrderByDescending(static family => family.Value).ThenBy(static family => family.Key).Select(static family => family.Key);
    }

    /// <summary>The witnesses and the article asked about, those that are copies of one article together.</summary>
    private IEnumerable<List<Witness>> CopiesTogether(Article asked, List<Witness> witnesses)
    {
        DisjointSets sets = new(witnesses.Count + 1);
        for (int i = 0; i < witnesses.Count; i++)
        {
            if (witnesses[i].IsCopy)
            {
                sets.Union(i, witnesses.Count);
            }
        }

        for (int i = 0; i < witnesses.Count; i++)
        {
            for (int j = i + 1; j < witnesses.Count; j++)
            {
                if (sets.Find(i) != sets.Find(j) && areCopies(witnesses[i].Family, witnesses[j].Family))
                {
                    sets.Union(i, j);
                }
            }
        }

        witnesses.Add(new Witness(-1, asked, IsCopy: true));
        return sets.AllSets().Select(article => article.ConvertAll(number => witnesses[number]));
    }

    /// <summary>A family of the index, compared with the article asked about.</summary>
    /// <param name="Family">Its number.</param>
    /// <param name="Other">The first of its articles that is not the one asked about.</param>
    /// <param name="IsSmaller">Whether its text, not the one asked about, is the smaller of the two.</param>
    /// <param name="Pair">How the two relate.</param>
    internal readonly record struct Candidate(int Family, Article Other, bool IsSmaller, DuplicatePair Pair);

    /// <summary>A family that is counted.</summary>
    private readonly record struct Witness(int Family, Article Article, bool IsCopy);
}
