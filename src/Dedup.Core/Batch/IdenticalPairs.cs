using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Verification;

namespace Dedup.Batch;

/// <summary>Lists the pairs within one family of identical articles without comparing each pair anew. Holds scratch: one per thread.</summary>
internal sealed class IdenticalPairs(DedupOptions options, Shingler shingler)
{
    private readonly PairVerifier verifier = new(options, shingler);
    private readonly ShingledText text = new(shingler);

    internal DuplicatePair[] List(Article[] articles, SignedText[] signed, ArticleFamily family)
    {
        text.Load(articles[family.First]);
        int shingles = text.DistinctCount;
        bool withPassages = options.Detect.HasFlag(Detect.Passages);

        // Of equal texts, what one says of itself holds for all.
        Passage? ofAll = withPassages && family.HasOneText ? Same(text.Places.EdgesOf(0, text.Tokens.Count)) : null;
        return
        [
            .. family.PairsWithin(options.Verification.PairsPerFamily).Select(pair => new DuplicatePair
            {
                Left = articles[pair.Item1].Id,
                Right = articles[pair.Item2].Id,
                Relation = DuplicateRelation.Identical,
                Jaccard = 1,
                LeftInRight = 1,
                RightInLeft = 1,
                LeftAligned = 1,
                RightAligned = 1,
                SharedShingles = shingles,
                ShingleWidth = options.Shingling.Width,
                Passages = withPassages ? [ofAll ?? PassageEdges.Extend(Whole(pair.Item1), Whole(pair.Item2), signed[pair.Item1].TokenCount)] : [],
                TitleSimilarity = verifier.TitleSimilarity(articles[pair.Item1], articles[pair.Item2]),
            }),
        ];

        Passage Same(PassageEdges whole) => PassageEdges.Extend(whole, whole, text.Tokens.Count);

        PassageEdges Whole(int i)
        {
            string whole = articles[i].Text;
            return new PassageEdges(whole.AsSpan(0, signed[i].Start), signed[i].Start, signed[i].End, whole.AsSpan(signed[i].End), whole.Length);
        }
    }
}
