using System.Numerics;
using System.Runtime.CompilerServices;

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
    internal T BoundOfTwo
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Hashes.Length <= 2 ? T.MaxValue : T.Max(Hashes[2], T.One) - T.One;
    }

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
        ReadOnlySpan<T> leftHashes = left.Hashes[..left.CountUpTo(bound)];
        ReadOnlySpan<T> rightHashes = right.Hashes[..right.CountUpTo(bound)];
        return new SketchEstimate(leftHashes.Length, rightHashes.Length, CommonHashes.Count(leftHashes, rightHashes), isExact: bound == T.MaxValue);
    }

    /// <summary>The same, where it is known what they have in common.</summary>
    internal static SketchEstimate Estimate(SketchView<T> left, SketchView<T> right, CommonHashes common)
    {
        T bound = T.Min(left.Bound, right.Bound);
        int leftHashes = left.CountUpTo(bound);
        return new SketchEstimate(leftHashes, right.CountUpTo(bound), common.CountBefore(leftHashes), isExact: bound == T.MaxValue);
    }
}
