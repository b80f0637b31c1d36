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

    /// <summary>Bytes that the index takes.</summary>
    internal long Bytes => postings.Bytes;

    internal void Add(int article, PositionalSketch sketch)
    {
        foreach (ulong hash in sketch.Hashes)
        {
            postings.Add(hash, article);
        }
    }

    /// <summary>The first articles filed that have a sampled hash.</summary>
    internal BucketTable.Enumerator this[ulong hash] => postings[hash];

    /// <summary>Counts for each article below <paramref name="before"/> how many sampled hashes it shares with the sketch.</summary>
    internal void CountShared(PositionalSketch sketch, int before, SharedCounter counter)
    {
        foreach (ulong hash in sketch.Hashes)
        {
            foreach (int article in postings[hash])
            {
                if (article >= before)
                {
                    break;
                }

                counter.Increment(article);
            }
        }
    }
}
