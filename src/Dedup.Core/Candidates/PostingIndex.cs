using Dedup.Signatures;

namespace Dedup.Candidates;

/// <summary>Finds articles that share sampled shingles, whatever their lengths: the candidates for containment and passages, which no banding of signatures finds.</summary>
/// <remarks>
/// One posting list per sampled hash, kept to the first few articles filed. Looking up costs at most the sketch's size times that limit. Articles must be filed in ascending order
/// of their numbers.
/// </remarks>
internal sealed class PostingIndex(int postingLimit)
{
    private readonly BucketTable postings = new(postingLimit);

    internal void Add(int article, PositionalSketch sketch)
    {
        foreach (ulong hash in sketch.Hashes)
        {
            postings.Add(hash, article);
        }
    }

    /// <summary>Adds to <paramref name="candidates"/> the articles below <paramref name="before"/> that share at least <paramref name="sharedHashes"/> sampled hashes.</summary>
    internal void FindCandidates(PositionalSketch sketch, int before, int sharedHashes, SharedCounter counter, ISet<int> candidates)
    {
        foreach (ulong hash in sketch.Hashes)
        {
            foreach (int article in postings[hash])
            {
                if (article >= before)
                {
                    break;
                }

                if (counter.Increment(article) == sharedHashes)
                {
                    candidates.Add(article);
                }
            }
        }

        counter.Reset();
    }
}
