using System.Numerics;

namespace Dedup.Signatures;

/// <summary>A sketch as those see it who compare two: the same for whole hashes and for the shorter ones of a <see cref="PackedArticle"/>.</summary>
/// <typeparam name="T">What a hash is kept as.</typeparam>
internal readonly ref struct SketchView<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly ReadOnlySpan<int> positions;
    private readonly ReadOnlySpan<ushort> shortPositions;

    internal SketchView(ReadOnlySpan<T> hashes, ReadOnlySpan<int> positions, T bound)
    {
        Hashes = hashes;
        this.positions = positions;
        Bound = bound;
    }

    internal SketchView(ReadOnlySpan<T> hashes, ReadOnlySpan<ushort> positions, T bound)
    {
        Hashes = hashes;
        shortPositions = positions;
        Bound = bound;
    }

    /// <summary>The hashes, ascending.</summary>
    internal ReadOnlySpan<T> Hashes { get; }

    /// <summary>Up to where the sketch is complete.</summary>
    internal T Bound { get; }

    /// <summary>The greatest bound up to which there are at most two hashes.</summary>
    internal T BoundOfTwo => Hashes.Length <= 2 ? T.MaxValue : T.Max(Hashes[2], T.One) - T.One;

    /// <summary>Where the first shingle with the <paramref name="i"/>-th hash stands.</summary>
    internal int Position(int i) => shortPositions.IsEmpty ? positions[i] : shortPositions[i];

    /// <summary>Whether at most <paramref name="most"/> hashes are at most <paramref name="bound"/>; one look, not a search.</summary>
    internal bool HasAtMost(int most, T bound) => Hashes.Length <= most || Hashes[most] > bound;

    /// <summary>How many of the hashes are at most <paramref name="bound"/>.</summary>
    internal int CountUpTo(T bound)
    {
        int low = 0;
        int high = Hashes.Length;
        while (low < high)
        {
            int middle = (int)((uint)(low + high) >> 1);
            (low, high) = Hashes[middle] <= bound ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>What the two say below the smaller of their bounds.</summary>
    internal static SketchEstimate Estimate(SketchView<T> left, SketchView<T> right)
    {
        T bound = T.Min(left.Bound, right.Bound);

        // Which of two hashes is greater is anyone's guess, so the steps are counted, not branched to.
        ReadOnlySpan<T> x = left.Hashes[..left.CountUpTo(bound)];
        ReadOnlySpan<T> y = right.Hashes[..right.CountUpTo(bound)];
        int i = 0;
        int j = 0;
        int shared = 0;
        while (i < x.Length && j < y.Length)
        {
            T a = x[i];
            T b = y[j];
            shared += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return new SketchEstimate(x.Length, y.Length, shared, isExact: bound == T.MaxValue);
    }
}
