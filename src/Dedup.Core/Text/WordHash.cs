using System.Buffers.Binary;
using Dedup.Internals;

namespace Dedup.Text;

/// <summary>The hash of one token: over the UTF-8 bytes of its folded code points, so that UTF-8 and UTF-16 agree.</summary>
/// <remarks>
/// Sixteen bytes at a time, zero-padded, each step a 64 x 64 -> 128-bit multiply with its halves folded together. Most words are one step.
/// The length is mixed in, so padding never makes two words equal.
/// </remarks>
internal static class WordHash
{
    private const int BlockBytes = 16;
    private const ulong KeyLow = 0xA0761D6478BD642F;
    private const ulong KeyHigh = 0xE7037ED1A0B428DB;
    private const ulong KeyEnd = 0x8EBC6AF09C88C6E3;

    internal static ulong Compute(ReadOnlySpan<byte> folded)
    {
        ulong state = (ulong)folded.Length;
        while (folded.Length > BlockBytes)
        {
            state = Step(state, folded[..BlockBytes]);
            folded = folded[BlockBytes..];
        }

        Span<byte> last = stackalloc byte[BlockBytes];
        last.Clear();
        folded.CopyTo(last);
        return Mixing.Fold(Step(state, last) ^ KeyEnd, KeyHigh);
    }

    private static ulong Step(ulong state, ReadOnlySpan<byte> block)
    {
        ulong low = BinaryPrimitives.ReadUInt64LittleEndian(block);
        ulong high = BinaryPrimitives.ReadUInt64LittleEndian(block[sizeof(ulong)..]);
        return Mixing.Fold(low ^ KeyLow ^ state, high ^ KeyHigh) + state;
    }
}
