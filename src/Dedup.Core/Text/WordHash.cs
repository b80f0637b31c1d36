using System.Runtime.CompilerServices;
using Dedup.Internals;

namespace Dedup.Text;

/// <summary>The hash of one token, taken in as its code points come: over the UTF-8 bytes of what it normalises to, so that UTF-8 and UTF-16 agree.</summary>
/// <remarks>
/// <para>
/// Sixteen bytes at a time, the last block zero-padded (and empty where the bytes end with a full one), each step a 64 x 64 -> 128-bit multiply with its halves folded together. The
/// number of bytes goes into the end, so padding never makes two words equal. The two lowest bits are then replaced by the <see cref="TokenKind"/>. Most words are one step.
/// </para>
/// <para>A token of any length needs these few words of memory and no more.</para>
/// </remarks>
internal struct WordHash
{
    /// <summary>The state before the first block.</summary>
    internal const ulong Start = 0x2D358DCCAA6C78A5;

    private const int BlockBytes = 16;
    /// <summary>Mixed into the lower half of each block.</summary>
    internal const ulong KeyLow = 0xA0761D6478BD642F;

    /// <summary>Mixed into the upper half of each block.</summary>
    internal const ulong KeyHigh = 0xE7037ED1A0B428DB;

    /// <summary>Mixed into the end.</summary>
    internal const ulong KeyEnd = 0x8EBC6AF09C88C6E3;

    /// <summary>The bits of a hash that are the <see cref="TokenKind"/>.</summary>
    internal const ulong KindMask = 3;

    private ulong state;
    private ulong low;
    private ulong high;

    /// <summary>Bits of the block that are taken.</summary>
    private int filled;
    private long blocks;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Clear()
    {
        state = Start;
        low = 0;
        high = 0;
        filled = 0;
        blocks = 0;
    }

    /// <summary>Takes in one code point. A lone surrogate takes the three bytes that its value would.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Append(int codePoint)
    {
        ulong packed = Pack((uint)codePoint, out int bits);
        Append(packed, bits);
    }

    internal readonly ulong Finish(TokenKind kind) => Finish(state, low, high, (blocks * BlockBytes) + (filled / 8), kind);

    /// <summary>The hash of a token, after all its full blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Finish(ulong state, ulong low, ulong high, long bytes, TokenKind kind)
    {
        ulong hash = Mixing.Fold(Step(state, low, high) ^ KeyEnd ^ (ulong)bytes, KeyHigh);
        return (hash & ~KindMask) | (ulong)kind;
    }

    /// <summary>The state after a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Step(ulong state, ulong low, ulong high) => Mixing.Fold(low ^ KeyLow ^ state, high ^ KeyHigh) + state;

    /// <summary>The UTF-8 bytes of a code point, the first one lowest, and how many bits they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Pack(uint codePoint, out int bits)
    {
        uint c = codePoint;
        if (c < 0x80)
        {
            bits = 8;
            return c;
        }

        if (c < 0x800)
        {
            bits = 16;
            return 0x80C0 | (c >> 6) | ((c & 0x3F) << 8);
        }

        if (c < 0x10000)
        {
            bits = 24;
            return 0x8080E0 | (c >> 12) | (((c >> 6) & 0x3F) << 8) | ((c & 0x3F) << 16);
        }

        bits = 32;
        return 0x808080F0 | (c >> 18) | (((c >> 12) & 0x3F) << 8) | (((c >> 6) & 0x3F) << 16) | ((c & 0x3F) << 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TokenKind KindOf(ulong hash) => (TokenKind)(hash & KindMask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Append(ulong packed, int bits)
    {
        int shift = filled;
        filled += bits;
        if (shift < 64)
        {
            low |= packed << shift;
            high |= shift == 0 ? 0 : packed >> (64 - shift);
            return;
        }

        high |= packed << (shift - 64);
        if (filled >= 8 * BlockBytes)
        {
            state = Step(state, low, high);
            blocks++;
            filled -= 8 * BlockBytes;
            low = filled == 0 ? 0 : packed >> (bits - filled);
            high = 0;
        }
    }
}
