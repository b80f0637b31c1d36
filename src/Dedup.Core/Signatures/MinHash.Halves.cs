using System.Numerics;

namespace Dedup.Signatures;

/// <content>The form of a pile: sixteen bits of each component, which lives as long as a run.</content>
public sealed partial class MinHash
{
    /// <summary>Writes sixteen bits of each component. Equal components have equal halves; of 65,536 unequal ones, one has.</summary>
    /// <remarks>The upper half of the component times an odd constant, for the reason that <see cref="Compact"/> gives for its byte.</remarks>
    internal static void Halve(ReadOnlySpan<uint> signature, Span<ushort> halves)
    {
        for (int i = 0; i < signature.Length; i++)
        {
            halves[i] = (ushort)((signature[i] * ByteMultiplier) >> 16);
        }
    }

    /// <summary>Writes all bits of each component as two halves, of which the upper one is that of <see cref="Halve"/>: two components that are both small, as minima are, have unequal ones.</summary>
    internal static void Spread(ReadOnlySpan<uint> signature, Span<uint> bothHalves)
    {
        for (int i = 0; i < signature.Length; i++)
        {
            bothHalves[i] = signature[i] * ByteMultiplier;
        }
    }

    /// <summary>In how many halves two signatures agree: the equal components, and by chance one in 65,536 of the others.</summary>
    internal static int CountEqualHalves(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        int i = 0;

        // Equals yields all-ones, which is -1, in each equal lane. A lane gains one a step, and 65,535 steps are more than the longest signature has.
        Vector<ushort> lanes = Vector<ushort>.Zero;
        for (; i <= left.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            lanes -= Vector.Equals(new Vector<ushort>(left[i..]), new Vector<ushort>(right[i..]));
        }

        return Vector.Sum(lanes) + CountEqualHalvesScalar(left[i..], right[i..]);
    }

    /// <summary>The definition: how many halves are equal.</summary>
    internal static int CountEqualHalvesScalar(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        int equal = 0;
        for (int i = 0; i < left.Length; i++)
        {
            equal += left[i] == right[i] ? 1 : 0;
        }

        return equal;
    }
}
