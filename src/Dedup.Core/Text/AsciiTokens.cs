using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dedup.Text;

/// <summary>Reads the tokens of a stretch that is mostly ASCII: most texts in Latin script.</summary>
/// <remarks>
/// <para>
/// Idea: 64 units at a time become two masks (<see cref="AsciiBlock"/>). In the mask of letters and digits a token starts where a bit is set and the one before is not, and ends where it is the
/// other way round, so all places of a block come from a few operations on 64-bit words and one bit scan each. A token is then hashed from one load of sixteen units.
/// </para>
/// <para>
/// Why it is the definition: in ASCII there are only words, of letters and digits, and separators; a letter folds to its small form, a digit to itself. Where a few units of a block are not ASCII, they are
/// looked up one by one: the letters among them are put into the mask (<c>ä</c>, <c>ß</c>, <c>é</c>), the separators (<c>“</c>, <c>–</c>) out of it, and a token with such a letter is hashed letter by letter. Anything else
/// (a mark, a soft hyphen) may join what stands before it, so a token that touches it is left to the caller whole.
/// </para>
/// <para>Cost: one pass. What was looked at and left belongs to the token that the caller reads next, so no unit is looked at more than once here.</para>
/// </remarks>
internal static class AsciiTokens
{
    /// <summary>Units of a block of <see cref="WordHash"/>.</summary>
    private const int BlockUnits = 16;
    private const byte SmallBit = 0x20;

    /// <summary>Set in the letters of ASCII, but not in the digits.</summary>
    private const byte LetterBit = 0x40;

    /// <summary>Most tokens that end in a block: every other unit.</summary>
    private const int TokensInBlock = AsciiBlock.Length / 2;

    /// <summary>Most units of a block that are looked up one by one; where there are more, the caller reads all of them so.</summary>
    private const int MostOthers = 20;

    /// <summary>Adds the tokens from a place on to where the text ends or stops being mostly ASCII.</summary>
    /// <param name="text">UTF-8 or UTF-16.</param>
    /// <param name="at">Where to start: no token reaches over this place.</param>
    /// <param name="tokens">Receives the tokens.</param>
    /// <param name="rest">Memory for <see cref="AsciiBlock.Length"/> units.</param>
    /// <param name="bytes">Memory for <see cref="TokenBytes.Room"/> bytes.</param>
    /// <returns>Where to go on: the end of the text, a unit that is not ASCII, or the start of a token that touches one.</returns>
    internal static int Read<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, TokenList tokens, Span<TUnit> rest, Span<byte> bytes)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
        where TDecoder : ICodePointDecoder<TUnit>
    {
        int start = at;

        // 1 when a token reaches over from the block before.
        ulong carry = 0;
        bool carriesLetters = false;
        for (int from = at; ; from += AsciiBlock.Length)
        {
            bool isLast = text.Length - from < AsciiBlock.Length;
            ReadOnlySpan<TUnit> block = isLast ? rest : text.Slice(from, AsciiBlock.Length);
            if (isLast)
            {
                // What follows the text is zeros, which separate.
                rest.Clear();
                text[from..].CopyTo(rest);
            }

            Classify(block, out ulong words, out ulong others);
            ulong letters = others == 0 ? 0 : AdmitLetters<TUnit, TDecoder>(text, from, ref words, ref others);

            // All bits below the lowest one of others; all bits when there is none.
            ulong before = (others - 1) & ~others;
            ulong afterWord = (words << 1) | carry;
            ulong starts = words & ~afterWord & before;
            ulong ends = ~words & afterWord & before;
            if (carry == 0)
            {
                start = from + BitOperations.TrailingZeroCount(starts);
                starts &= starts - 1;
            }

            tokens.Reserve(TokensInBlock, out Span<ulong> hashes, out Span<int> tokenStarts, out Span<int> tokenEnds);
            int count = 0;
            ulong allEnds = ends;
            while (ends != 0)
            {
                int end = from + BitOperations.TrailingZeroCount(ends);
                ends &= ends - 1;
                hashes[count] = Hash(text, start, end);
                tokenStarts[count] = start;
                tokenEnds[count] = end;
                count++;

                // Where no token is left in the block this is no place at all, and not used.
                start = from + BitOperations.TrailingZeroCount(starts);
                starts &= starts - 1;
            }

            if (letters != 0 || carriesLetters)
            {
                HashLetters<TUnit, TDecoder>(text, from, letters, carriesLetters, allEnds, hashes[..count], tokenStarts, tokenEnds, bytes);
            }

            tokens.AddReserved(count);
            if (others != 0)
            {
                bool isTouched = (afterWord & others & (0 - others)) != 0;
                return isTouched ? start : from + BitOperations.TrailingZeroCount(others);
            }

            if (isLast)
            {
                return text.Length;
            }

            carry = words >> (AsciiBlock.Length - 1);
            carriesLetters = carry != 0 && (start < from ? carriesLetters || letters != 0 : letters >> (start - from) != 0);
        }
    }

    // There are no vectors of characters, only of numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Classify<TUnit>(ReadOnlySpan<TUnit> block, out ulong words, out ulong others)
        where TUnit : unmanaged
    {
        if (typeof(TUnit) == typeof(byte))
        {
            AsciiBlock.Classify(MemoryMarshal.Cast<TUnit, byte>(block), out words, out others);
        }
        else
        {
            AsciiBlock.Classify(MemoryMarshal.Cast<TUnit, ushort>(block), out words, out others);
        }
    }

    /// <summary>Takes letters and separators out of those that are not ASCII, up to the first that is neither or does not end in the block, and puts the letters into the words.</summary>
    /// <returns>The units of those letters.</returns>
    private static ulong AdmitLetters<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int from, ref ulong words, ref ulong others)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit>
    {
        ulong letters = 0;
        if (BitOperations.PopCount(others) > MostOthers)
        {
            return letters;
        }

        while (others != 0)
        {
            int place = BitOperations.TrailingZeroCount(others);
            PackedClass packedClass = PackedTable.ClassOf(TDecoder.ReadEntry(text, from + place, out int units));
            if (packedClass is not (PackedClass.Word or PackedClass.Separator) || place + units > AsciiBlock.Length)
            {
                break;
            }

            ulong taken = ((1UL << units) - 1) << place;
            letters |= packedClass == PackedClass.Word ? taken : 0;
            others &= ~taken;
        }

        words |= letters;
        return letters;
    }

    /// <summary>Hashes the tokens of a block again that have letters other than those of ASCII. To ask each token whether it has one takes longer: the answer cannot be guessed.</summary>
    private static void HashLetters<TUnit, TDecoder>(
        ReadOnlySpan<TUnit> text, int from, ulong letters, bool carriesLetters, ulong ends, Span<ulong> hashes, Span<int> tokenStarts, Span<int> tokenEnds, Span<byte> bytes)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit>
    {
        int token = 0;
        bool hasLetters = carriesLetters;
        while (token < hashes.Length)
        {
            if (hasLetters)
            {
                hashes[token] = HashLetters<TUnit, TDecoder>(text, tokenStarts[token], tokenEnds[token], bytes);
                int end = tokenEnds[token] - from;
                letters = letters >> end << end;
            }

            if (letters == 0)
            {
                break;
            }

            // As many tokens end before a letter as stand before its own.
            token = BitOperations.PopCount(ends & ((letters & (0 - letters)) - 1));
            hasLetters = true;
        }
    }

    /// <summary>The hash of a token that may have letters other than those of ASCII.</summary>
    private static ulong HashLetters<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int start, int end, Span<byte> bytes)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit>
    {
        ulong state = WordHash.Start;
        long hashed = 0;
        int filled = 0;
        uint kinds = 0;
        while (start < end)
        {
            uint entry = TDecoder.ReadEntry(text, start, out int units);
            kinds |= entry;
            TokenBytes.Write(bytes, filled, PackedTable.ValueOf(entry));
            filled += PackedTable.BytesOf(entry);
            TokenBytes.MakeRoom(bytes, ref filled, ref hashed, ref state);
            start += units;
        }

        return TokenBytes.Finish(bytes, filled, state, hashed + filled, PackedTable.KindOf(kinds));
    }

    /// <summary>The hash of the letters and digits from <paramref name="start"/> to <paramref name="end"/>.</summary>
    // Defined by HashScalar. What differs here:
    //  1. A block of WordHash is loaded at once; of the last one, what follows the token is cleared. Most tokens have only that one. A token too near the end of the text to be loaded so is left to HashScalar.
    //  2. Setting the small bit makes capital letters small and changes nothing else; the letter bit tells digits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash<TUnit>(ReadOnlySpan<TUnit> text, int start, int end)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
        int length = end - start;
        int lastBlock = start + (length & -BlockUnits);
        if (text.Length - BlockUnits < lastBlock)
        {
            return HashScalar(text[start..end]);
        }

        ulong state = WordHash.Start;
        Vector128<byte> digits = Vector128<byte>.Zero;
        for (int at = start; at < lastBlock; at += BlockUnits)
        {
            Vector128<byte> block = Load(text.Slice(at, BlockUnits));
            digits |= ~block;
            Vector128<ulong> folded = (block | Vector128.Create(SmallBit)).AsUInt64();
            state = WordHash.Step(state, folded.GetElement(0), folded.GetElement(1));
        }

        Vector128<byte> inside = Vector128.LessThan(Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), Vector128.Create((byte)(end - lastBlock)));
        Vector128<byte> last = Load(text.Slice(lastBlock, BlockUnits)) & inside;
        digits |= inside & ~last;
        Vector128<ulong> lastFolded = (last | (inside & Vector128.Create(SmallBit))).AsUInt64();
        TokenKind kind = (digits & Vector128.Create(LetterBit)) != Vector128<byte>.Zero ? TokenKind.Number : TokenKind.Word;
        return WordHash.Finish(state, lastFolded.GetElement(0), lastFolded.GetElement(1), length, kind);
    }

    /// <summary>The definition.</summary>
    internal static ulong HashScalar<TUnit>(ReadOnlySpan<TUnit> token)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
        WordHash hash = default;
        hash.Clear();
        uint kinds = 0;
        foreach (TUnit unit in token)
        {
            uint entry = CharacterTable.EntryOf(int.CreateTruncating(unit));
            kinds |= entry;
            hash.Append(CharacterTable.CodePointOf(entry));
        }

        return hash.Finish(CharacterTable.KindOf(kinds));
    }

    /// <summary>The low bytes of sixteen units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load<TUnit>(ReadOnlySpan<TUnit> units)
        where TUnit : unmanaged
    {
        if (typeof(TUnit) == typeof(byte))
        {
            return Vector128.Create(MemoryMarshal.Cast<TUnit, byte>(units));
        }

        ReadOnlySpan<ushort> wide = MemoryMarshal.Cast<TUnit, ushort>(units);
        return Vector128.Narrow(Vector128.Create(wide), Vector128.Create(wide[Vector128<ushort>.Count..]));
    }
}
