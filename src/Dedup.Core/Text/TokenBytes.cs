using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dedup.Text;

/// <summary>The bytes of a token that is being read, in memory on the stack, and their hash.</summary>
/// <remarks>
/// A letter is written with one store of eight bytes, of which the next one overwrites what is too many. Shifting the letters into two registers instead takes three times as many instructions for each of
/// them, and what the loads at the end wait for the stores is hidden behind the reading of the next token.
/// </remarks>
internal static class TokenBytes
{
    /// <summary>Bytes of the memory: some blocks, and room for what is written at their end.</summary>
    internal const int Room = MostFilled + (2 * BlockBytes);

    private const int MostFilled = 8 * BlockBytes;
    private const int BlockBytes = 16;

    /// <summary>Writes up to eight bytes, the first one lowest, behind the first <paramref name="filled"/>.</summary>
    // SAFETY: never more than MostFilled bytes and two such writes stand here before MakeRoom or the end of the token, and Room is larger than that by two blocks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(Span<byte> bytes, int filled, ulong value)
    {
        Debug.Assert(bytes.Length == Room && filled is >= 0 and <= Room - sizeof(ulong), "No room.");
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), filled), BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));
    }

    /// <summary>Whether there is little room left.</summary>
    internal static bool IsFull(int filled) => filled > MostFilled;

    /// <summary>When there is little room left, hashes the full blocks and moves the rest to the front. Between two calls up to sixteen bytes can be written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void MakeRoom(Span<byte> bytes, ref int filled, ref long hashed, ref ulong state)
    {
        if (IsFull(filled))
        {
            int full = filled & -BlockBytes;
            state = Step(bytes[..full], state);
            bytes[full..].CopyTo(bytes);
            filled -= full;
            hashed += full;
        }
    }

    /// <summary>The hash of the token, of <paramref name="length"/> bytes in all, the last <paramref name="filled"/> of which are here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Finish(Span<byte> bytes, int filled, ulong state, long length, TokenKind kind)
    {
        // What is left of an earlier token behind this one must be nothing.
        bytes.Slice(filled, BlockBytes).Clear();
        int full = filled & -BlockBytes;
        if (full > 0)
        {
            state = Step(bytes[..full], state);
        }

        (ulong low, ulong high) = Block(bytes[full..]);
        return WordHash.Finish(state, low, high, length, kind);
    }

    private static ulong Step(ReadOnlySpan<byte> blocks, ulong state)
    {
        for (; !blocks.IsEmpty; blocks = blocks[BlockBytes..])
        {
            (ulong low, ulong high) = Block(blocks);
            state = WordHash.Step(state, low, high);
        }

        return state;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Low, ulong High) Block(ReadOnlySpan<byte> block) =>
        (BinaryPrimitives.ReadUInt64LittleEndian(block), BinaryPrimitives.ReadUInt64LittleEndian(block[sizeof(ulong)..]));
}
