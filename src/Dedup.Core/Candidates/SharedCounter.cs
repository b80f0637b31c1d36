using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dedup.Candidates;

/// <summary>Counts by article, cleared at the cost of what was counted. One per thread.</summary>
internal sealed class SharedCounter
{
    private readonly List<int> touched = [];
    private int[] counts = [];

    /// <summary>The articles counted at least once.</summary>
    internal ReadOnlySpan<int> Touched => CollectionsMarshal.AsSpan(touched);

    internal int this[int article] => counts[article];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Increment(int article)
    {
        if (article >= counts.Length)
        {
            Array.Resize(ref counts, Math.Max(article + 1, counts.Length * 2));
        }

        if (counts[article]++ == 0)
        {
            touched.Add(article);
        }
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
