using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dedup.Text;

/// <summary>A stretch of a text, folded: the bytes that its tokens are hashed over, with separators between them, and where each stands in the text. Reusable; not thread-safe.</summary>
/// <remarks>
/// <para>
/// Idea: once a stretch of any script is laid out like this, tokens are runs of bytes, so that finding them (<see cref="TokenEdges"/>) and hashing them (<see cref="TokenHashes"/>) is the same work for all, many at a time.
/// ASCII is folded 64 units at once and byte for byte; anything else a code point at a time, from a table that has its bytes ready (<see cref="PackedTable"/>).
/// </para>
/// <para>
/// Defined by <c>Tokenizer.Run</c> with a <see cref="HashingSink"/>. A separator is a byte of zero. A character that is a token of its own stands between two separators, of which the first is its <see cref="TokenKind"/>;
/// a mark behind it takes the place of the second. What is ignored leaves nothing. Where the next thing takes more than that (a long expansion, a second mark that others
/// may have to pass, a kana voicing mark, a repeat sign, most of what lies beyond the Basic Multilingual Plane), the chunk ends.
/// </para>
/// </remarks>
internal sealed class FoldedChunk
{
    /// <summary>Units of text after which a chunk ends, give or take a block: its bytes stay in the first-level cache, and offsets fit in 16 bits.</summary>
    private const int Units = 1024;

    /// <summary>Bytes that a unit becomes at most: a Hangul syllable, three letters.</summary>
    private const int BytesOfAUnit = 3 * Hangul.LetterBytes;

    /// <summary>Before the first byte, so that each byte has one before it.</summary>
    private const int Margin = 64;

    /// <summary>Units that must be ASCII for a block to be folded at once: in most texts of another script a space alone is.</summary>
    private const int Ahead = 4;

    // .NET 8 has no Vector.Indices.
    private static readonly ushort[] Ascending = [.. Enumerable.Range(0, Vector<ushort>.Count).Select(static i => (ushort)i)];

    private const int Room = (Units + AsciiFolding.Block) * BytesOfAUnit;

    private readonly byte[] bytes = new byte[Margin + Room + (2 * AsciiFolding.Block)];

    /// <summary>Of each byte that starts a letter, or separates, where in the stretch it stands. Unless <see cref="isMapped"/>, the same place.</summary>
    private readonly ushort[] places = new ushort[Room + (2 * AsciiFolding.Block)];

    /// <summary>Scratch of the kernels.</summary>
    private readonly int[] waiting = new int[Units + AsciiFolding.Block + TokenEdges.Slack + TokenHashes.Slack];
    private bool isMapped;

    /// <summary>Where the stretch starts in the text.</summary>
    private int from;
    private int count;

    /// <summary>Behind the last character that is a token of its own and the separator after it; marks may join it.</summary>
    private int characterEnd;

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

        tokens.AddReserved(found);
        return end;
    }

    /// <summary>Folds from the start on, to the end of the text or of the chunk, or to what is left to others.</summary>
    private int Fold<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, Span<TUnit> rest, out bool isStuck)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        int at = from;
        int limit = (int)Math.Min(text.Length, (long)from + Units);
        bool isAfterOrderedMark = false;
        isStuck = false;
        while (at < limit)
        {
            if (AsciiFolding.IsAccelerated && StartsAscii(text, at))
            {
                at = FoldAscii(text, at, limit, rest);
                isAfterOrderedMark = false;
                continue;
            }

            if (!isMapped)
            {
                StartMap();
            }

            uint entry = TDecoder.ReadEntry(text, at, out int units);
            if (PackedTable.IsPlain(entry))
            {
                at = FoldPlain<TUnit, TDecoder>(text, at, limit, entry, units);
                isAfterOrderedMark = false;
                continue;
            }

            switch (PackedTable.ClassOf(entry))
            {
                case PackedClass.Character:
                    at = FoldCharacters<TUnit, TDecoder>(text, at, limit, entry, units);
                    isAfterOrderedMark = false;
                    continue;
                case PackedClass.Hangul:
                    isAfterOrderedMark = false;
                    Place(count, at);
                    Write(Hangul.Pack((int)PackedTable.ValueOf(entry), out ulong trailing));
                    count += 2 * Hangul.LetterBytes;
                    Write(trailing);
                    count += trailing == 0 ? 0 : Hangul.LetterBytes;
                    break;
                case PackedClass.Ignored:
                    at = PassIgnored<TUnit, TDecoder>(text, at);
                    continue;
                case PackedClass.Mark:
                case PackedClass.OrderedMark when !isAfterOrderedMark:
                    isAfterOrderedMark = PackedTable.ClassOf(entry) == PackedClass.OrderedMark;
                    FoldMark(entry, at, at + units);
                    break;
                case PackedClass.Other when IsSeparator<TUnit, TDecoder>(text, at, out units):
                    Place(count, at);
                    Write(0);
                    count++;
                    break;
                default:
                    isStuck = true;
                    return at;
            }

            at += units;
        }

        return at;
    }

    /// <summary>Folds blocks of ASCII up to the first unit that is not.</summary>
    private int FoldAscii<TUnit>(ReadOnlySpan<TUnit> text, int at, int limit, Span<TUnit> rest)
        where TUnit : unmanaged
    {
        int next = count;
        int ascii = AsciiFolding.Block;
        for (; ascii == AsciiFolding.Block && at < limit; next += ascii, at += ascii)
        {
            int left = text.Length - at;
            ReadOnlySpan<TUnit> units = rest;
            if (left >= AsciiFolding.Block)
            {
                units = text.Slice(at, AsciiFolding.Block);
            }
            else
            {
                // What follows the text is zeros, which separate, and are not counted.
                rest.Clear();
                text[at..].CopyTo(rest);
            }

            ascii = Math.Min(left, AsciiFolding.Fold(units, bytes.AsSpan(Margin + next, AsciiFolding.Block)));
            if (isMapped)
            {
                WriteIdentity(next, at - from);
            }
        }

        count = next;
        return at;
    }

    /// <summary>Folds letters and separators, from the one at hand on.</summary>
    // The loop of Greek, Cyrillic, Arabic and their like: without a branch that depends on where words end.
    private int FoldPlain<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, int limit, uint entry, int units)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        ref byte written = ref MemoryMarshal.GetArrayDataReference(bytes);
        ref ushort placed = ref MemoryMarshal.GetArrayDataReference(places);
        int next = count;
        int origin = from;
        do
        {
            // SAFETY: see Write and Place; the loop ends with the chunk.
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref written, Margin + next), Little(PackedTable.ValueOf(entry)));
            Unsafe.Add(ref placed, next) = (ushort)(at - origin);
            next += PackedTable.BytesOf(entry);
            at += units;
            if (at >= limit || StartsAscii(text, at))
            {
                break;
            }

            entry = TDecoder.ReadEntry(text, at, out units);
        }
        while (PackedTable.IsPlain(entry));

        count = next;
        return at;
    }

    /// <summary>Folds characters that are tokens of their own, from the one at hand on.</summary>
    private int FoldCharacters<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, int limit, uint entry, int units)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit>
    {
        ref byte written = ref MemoryMarshal.GetArrayDataReference(bytes);
        ref ushort placed = ref MemoryMarshal.GetArrayDataReference(places);
        int next = count;
        int origin = from;
        do
        {
            // The separator behind one character is that before the next. SAFETY: see Write and Place; the loop ends with the chunk.
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref written, Margin + next), Little((ulong)PackedTable.KindOf(entry) | ((ulong)PackedTable.ValueOf(entry) << 8)));
            Unsafe.Add(ref placed, next) = (ushort)(at - origin);
            Unsafe.Add(ref placed, next + 1) = (ushort)(at - origin);
            next += PackedTable.BytesOf(entry) + 1;
            at += units;
            if (at >= limit)
            {
                break;
            }

            entry = TDecoder.ReadEntry(text, at, out units);
        }
        while (PackedTable.ClassOf(entry) == PackedClass.Character);

        // Written as zero with the last one.
        Place(next, at);
        next++;
        count = next;
        characterEnd = next;
        return at;
    }

    private void FoldMark(uint entry, int at, int end)
    {
        bool joinsCharacter = characterEnd == count;
        count -= joinsCharacter ? 1 : 0;
        Place(count, at);
        Write(PackedTable.ValueOf(entry));
        count += PackedTable.BytesOf(entry);
        if (joinsCharacter)
        {
            Place(count++, end);
            characterEnd = count;
        }
    }

    /// <summary>Passes over what is ignored. A word that does not go on behind it ended before it.</summary>
    private int PassIgnored<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit>
    {
        int end = at;
        PackedClass follows = PackedClass.Separator;
        while (at < text.Length)
        {
            follows = PackedTable.ClassOf(TDecoder.ReadEntry(text, at, out int units));
            if (follows != PackedClass.Ignored)
            {
                follows = follows == PackedClass.Other && IsSeparator<TUnit, TDecoder>(text, at, out _) ? PackedClass.Separator : follows;
                break;
            }

            at += units;
            follows = PackedClass.Separator;
        }

        if (follows is PackedClass.Separator or PackedClass.Character && bytes[Margin + count - 1] > TokenEdges.LastSeparator)
        {
            Place(count, end);
            Write(0);
            count++;
        }

        return at;
    }

    /// <summary>Whether what <see cref="PackedTable"/> does not know separates: an emoji, say.</summary>
    private static bool IsSeparator<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, out int units)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit> =>
        CharacterTable.ClassOf(CharacterTable.EntryOf(TDecoder.Decode(text, at, out units))) == CharacterClass.Separator;

    /// <summary>Whether the text goes on in ASCII, for a while at least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool StartsAscii<TUnit>(ReadOnlySpan<TUnit> text, int at)
        where TUnit : unmanaged
    {
        if (text.Length - at < Ahead)
        {
            return false;
        }

        ref byte first = ref Unsafe.As<TUnit, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at));
        return typeof(TUnit) == typeof(byte)
            ? (Unsafe.ReadUnaligned<uint>(ref first) & 0x80_80_80_80) == 0
            : (Unsafe.ReadUnaligned<ulong>(ref first) & 0xFF80_FF80_FF80_FF80) == 0;
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
