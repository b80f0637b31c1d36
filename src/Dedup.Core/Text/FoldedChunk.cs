using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dedup.Text;

/// <summary>A stretch of a text, folded: the bytes that its tokens are hashed over, with separators between them, and where each stands in the text. Reusable; not thread-safe.</summary>
/// <remarks>
/// <para>
/// Idea: once a stretch of any script is laid out like this, tokens are runs of bytes, so that finding them (<see cref="TokenEdges"/>) and hashing them (<see cref="TokenHashes"/>) is the same work for all, many at a time.
/// ASCII is folded 64 units at once and byte for byte. Anything else is looked up in a table that has its bytes ready (<see cref="PackedTable"/>): a code point at a time, or, where the processor can close the gaps
/// that leaves, a block of text (<see cref="PageFolding"/>, <see cref="UnitFolding"/>).
/// </para>
/// <para>
/// Defined by <c>Tokenizer.Run</c> with a <see cref="HashingSink"/>. A separator is a byte of zero. A character that is a token of its own stands between two separators, of which the first is its <see cref="TokenKind"/>;
/// a mark behind it takes the place of the second. What is ignored leaves nothing. Where the next thing takes more than that (a long expansion, a second mark that others
/// may have to pass, a kana voicing mark, a repeat sign, most of what lies beyond the Basic Multilingual Plane), the chunk ends.
/// </para>
/// </remarks>
internal sealed partial class FoldedChunk
{
    /// <summary>Units of text after which a chunk ends, give or take a block: its bytes stay in the first-level cache, and offsets fit in 16 bits.</summary>
    private const int Units = 1024;

    /// <summary>Bytes that a unit becomes at most: a Hangul syllable, three letters.</summary>
    private const int BytesOfAUnit = 3 * Hangul.LetterBytes;

    /// <summary>Before the first byte, so that each byte has one before it.</summary>
    private const int Margin = 64;

    private const int Room = (Units + AsciiFolding.Block) * BytesOfAUnit;

    // .NET 8 has no Vector.Indices.
    private static readonly ushort[] Ascending = [.. Enumerable.Range(0, Vector<ushort>.Count).Select(static i => (ushort)i)];

    private readonly byte[] bytes = new byte[Margin + Room + (2 * AsciiFolding.Block)];

    /// <summary>Of each byte that starts a letter, or separates, where in the stretch it stands. Unless <see cref="isMapped"/>, the same place.</summary>
    private readonly ushort[] places = new ushort[Room + (2 * AsciiFolding.Block)];

    /// <summary>Scratch of the kernels.</summary>
    private readonly int[] waiting = new int[Units + AsciiFolding.Block + TokenEdges.Slack + TokenHashes.Slack];
    private bool isMapped;

    /// <summary>Where the stretch starts in the text.</summary>
    private int from;
    private int count;

    /// <summary>Behind the last character that is a token of its own and the separator after it; marks may join it. Negative before the first one.</summary>
    private int characterEnd;

    internal FoldedChunk()
    {
        // Before the loops over text are compiled: to those that are compiled for good at once, the tables are constants then. Later, each look would first ask whether they are there.
        GC.KeepAlive(Ascending);
        PackedTable.Prepare();
        if (UnitFolding.IsAccelerated)
        {
            FoldingPages.Prepare();
        }
    }

    /// <summary>Most tokens that the stretch of a text from a place on can have, and the slack that the kernels want.</summary>
    internal static int MostTokens(int length, int from) => Math.Min(length - from, Units + AsciiFolding.Block) + TokenEdges.Slack + TokenHashes.Slack;

    /// <summary>Folds a stretch of a text and adds its tokens.</summary>
    /// <param name="text">UTF-8 or UTF-16.</param>
    /// <param name="start">Where to start: no token reaches over this place.</param>
    /// <param name="tokens">Receives the tokens.</param>
    /// <param name="rest">Memory for <see cref="AsciiFolding.Block"/> units.</param>
    /// <param name="isStuck">Whether what comes next is not for this code: a token that is too long, or has something in it.</param>
    /// <returns>Where to go on: no token reaches over this place.</returns>
    internal int Read<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int start, TokenList tokens, Span<TUnit> rest, out bool isStuck)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        from = start;
        count = 0;
        isMapped = false;
        characterEnd = -1;
        int end = Fold<TUnit, TDecoder>(text, rest, out isStuck);
        bool isOpen = end < text.Length && count > 0 && (bytes[Margin + count - 1] > TokenEdges.LastSeparator || characterEnd == count);
        bytes.AsSpan(Margin + count, AsciiFolding.Block + TokenHashes.ByteSlack).Clear();

        // Only what is ignored can lie so far behind the last token, and then another place ends that.
        Place(count, from + Math.Min(end - from, ushort.MaxValue));

        tokens.Reserve(MostTokens(text.Length, start), out Span<ulong> hashes, out Span<int> starts, out Span<int> ends);
        ReadOnlySpan<byte> folded = bytes.AsSpan(Margin);
        int found = TokenEdges.Find(folded[..((count + AsciiFolding.Block) & -AsciiFolding.Block)], starts, ends);
        if (isOpen)
        {
            // What follows may belong to the last token: it is read again, from its start.
            found--;
            end = from + (isMapped ? places[starts[found]] : starts[found]);
            isStuck |= end == start;
        }

        starts.Slice(found, TokenHashes.Slack).Clear();
        ends.Slice(found, TokenHashes.Slack).Clear();
        TokenHashes.Compute(folded, starts, ends, hashes, found, waiting);
        if (isMapped)
        {
            Map(starts[..found], ends, hashes);
        }
        else if (from > 0)
        {
            Shift(starts[..found], ends);
        }

        tokens.AddReserved(found, areWords: characterEnd < 0);
        return end;
    }

    /// <summary>The places of what was folded byte for byte so far.</summary>
    private void StartMap()
    {
        isMapped = true;
        for (int i = 0; i < count; i += AsciiFolding.Block)
        {
            WriteIdentity(i, i);
        }
    }

    /// <summary>Of a block of bytes from <paramref name="at"/> on the places from <paramref name="place"/> on.</summary>
    private void WriteIdentity(int at, int place)
    {
        Span<ushort> block = places.AsSpan(at, AsciiFolding.Block);
        for (int i = 0; i < block.Length; i += Vector<ushort>.Count)
        {
            (new Vector<ushort>(Ascending) + new Vector<ushort>((ushort)(place + i))).CopyTo(block[i..]);
        }
    }

    // SAFETY: a chunk has at most Units + Block units, each at most BytesOfAUnit bytes, and there are two blocks more than that: one for the last write, and one to be read past the end. Characters take five bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(ulong value) => Write(count, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(int at, ulong value)
    {
        Debug.Assert(at is >= 0 and <= Room, "No room.");
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bytes), Margin + at), Little(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Place(int at, int place)
    {
        Debug.Assert(at is >= 0 and <= Room && place - from is >= 0 and <= ushort.MaxValue, "No room.");
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(places), at) = (ushort)(place - from);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Little(ulong value) => BitConverter.IsLittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);

    /// <summary>From places in the bytes to those in the text. The kind of a character is in the separator before it; that before a word is zero, and its hash has its kind already.</summary>
    // SAFETY: the tokens were found in the bytes, and the spans are as long.
    private void Map(Span<int> starts, Span<int> ends, Span<ulong> hashes)
    {
        ref byte kinds = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bytes), Margin - 1);
        ref ushort placed = ref MemoryMarshal.GetArrayDataReference(places);
        ref int start = ref MemoryMarshal.GetReference(starts);
        ref int end = ref MemoryMarshal.GetReference(ends);
        ref ulong hash = ref MemoryMarshal.GetReference(hashes);
        int origin = from;
        for (nint i = 0; i < starts.Length; i++)
        {
            nint at = Unsafe.Add(ref start, i);
            Unsafe.Add(ref hash, i) |= Unsafe.Add(ref kinds, at);
            Unsafe.Add(ref start, i) = origin + Unsafe.Add(ref placed, at);
            Unsafe.Add(ref end, i) = origin + Unsafe.Add(ref placed, (nint)Unsafe.Add(ref end, i));
        }
    }

    private void Shift(Span<int> starts, Span<int> ends)
    {
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] += from;
            ends[i] += from;
        }
    }
}
