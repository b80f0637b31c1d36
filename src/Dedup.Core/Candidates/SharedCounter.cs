namespace Dedup.Candidates;

/// <summary>Counts by article, cleared at the cost of what was counted. One per thread.</summary>
internal sealed class SharedCounter
{
    private readonly List<int> touched = [];
    private int[] counts = [];

    internal int Increment(int article)
    {
        if (article >= counts.Length)
        {
            Array.Resize(ref counts, Math.Max(article + 1, counts.Length * 2));
        }

        int count = ++counts[article];
        if (count == 1)
        {
            touched.Add(article);
        }

        return count;
    }

    internal void Reset()
    {
        foreach (int article in touched)
        {
            counts[article] = 0;
        }

        touched.Clear();
    }
}
