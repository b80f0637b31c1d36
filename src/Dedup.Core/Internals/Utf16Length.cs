using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dedup.Internals;

/// <summary>How many UTF-16 units a text in valid UTF-8 has: one for each byte that begins a character, one more where that takes four bytes.</summary>
/// <remarks>The encoding's own count looks at each character, at a tenth of the speed for text in other scripts, as it has to find what is invalid.</remarks>
internal static class Utf16Length
{
    private const byte FirstOfFour = 0xF0;

    // As a signed number, what continues a character is below all that begins one.
    private const sbyte LastContinuation = unchecked((sbyte)0xBF);

    /// <summary>Counts the units.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    internal static int Of(ReadOnlySpan<byte> utf8) => Of(utf8, VectorWidth.Widest);

    /// <summary>Counts the units at a width in bytes; 1 is the definition.</summary>
    internal static int Of(ReadOnlySpan<byte> utf8, int width)
    {
        ref byte start = ref MemoryMarshal.GetReference(utf8);
        int units = 0;
        int i = 0;
        for (; width > 1 && i <= utf8.Length - width; i += width)
        {
            // A mask has one bit for each byte, so the order of bytes does not matter.
            ref byte at = ref Unsafe.Add(ref start, i);
            Debug.Assert(i + width <= utf8.Length, "The last load ends within the text.");
            units += width switch
            {
                64 => Count(Vector512.LoadUnsafe(ref at)),
                32 => Count(Vector256.LoadUnsafe(ref at)),
                _ => Count(Vector128.LoadUnsafe(ref at)),
            };
        }

        foreach (byte value in utf8[i..])
        {
            units += ((sbyte)value > LastContinuation ? 1 : 0) + (value >= FirstOfFour ? 1 : 0);
        }

        return units;
    }

    private static int Count(Vector512<byte> bytes) =>
        BitOperations.PopCount(Vector512.GreaterThan(bytes.AsSByte(), Vector512.Create(LastContinuation)).ExtractMostSignificantBits())
        + BitOperations.PopCount(Vector512.GreaterThanOrEqual(bytes, Vector512.Create(FirstOfFour)).ExtractMostSignificantBits());

    private static int Count(Vector256<byte> bytes) =>
        BitOperations.PopCount(Vector256.GreaterThan(bytes.AsSByte(), Vector256.Create(LastContinuation)).ExtractMostSignificantBits())
        + BitOperations.PopCount(Vector256.GreaterThanOrEqual(bytes, Vector256.Create(FirstOfFour)).ExtractMostSignificantBits());

    private static int Count(Vector128<byte> bytes) =>
        BitOperations.PopCount(Vector128.GreaterThan(bytes.AsSByte(), Vector128.Create(LastContinuation)).ExtractMostSignificantBits())
        + BitOperations.PopCount(Vector128.GreaterThanOrEqual(bytes, Vector128.Create(FirstOfFour)).ExtractMostSignificantBits());
}
