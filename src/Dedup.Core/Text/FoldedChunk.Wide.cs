using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dedup.Text;

/// <content>Laying out what is not ASCII many units at a time, where there are kernels for that and enough of it.</content>
internal sealed partial class FoldedChunk
{
    /// <summary>What <see cref="FoldWide"/> asks of the next block to go on: non-ASCII of 64 bytes of UTF-8. Fewer, and ASCII in blocks is faster.</summary>
    private const int LeastWideBytes = 28;

    /// <summary>The same, of 32 units of UTF-16.</summary>
    private const int LeastWideUnits = 8;

    /// <summary>Bytes, or units, that are decoded before they are folded: few enough that they stay near.</summary>
    private const int WideStretch = 512;

    /// <summary>Units that make it worth while to have asked a kernel for more than one.</summary>
    private const int FewUnits = 16;

    /// <summary>Units that go by one at a time after a kernel was asked for too few: text that it cannot do much with must not pay for the asking each time.</summary>
    private const int PauseUnits = 256;

    private readonly ushort[] wideUnits = new ushort[WideStretch + Utf8Units.Slack + UnitFolding.AtOnce];
    private readonly ushort[] widePlaces = new ushort[WideStretch + Utf8Units.Slack + UnitFolding.AtOnce];

    /// <summary>Where the kernels may be asked again.</summary>
    private int wideFrom;

    /// <summary>How often <see cref="FoldPages"/> was begun in this chunk.</summary>
    private int pageStarts;

    /// <summary>Folds letters and separators of <see cref="FoldingPages"/> and ASCII, from a code point on that may be one of these: one block, and more where there was such a code point in every block so far. Where they are rare, ASCII is folded in larger steps.</summary>
    private int FoldPages<TUnit>(ReadOnlySpan<TUnit> text, int at, int limit)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
        int block = PageFolding.Block / Unsafe.SizeOf<TUnit>();
        int start = at;
        int next = count;
        bool isDense = ++pageStarts > 1 && pageStarts * PageFolding.Block > at - from;
        bool goesOn = true;
        while (goesOn && at < limit && text.Length - at >= block)
        {
            int taken = PageFolding.Fold(text.Slice(at, block), at - from, bytes.AsSpan(Margin + next, PageFolding.Block), places.AsSpan(next, PageFolding.Block), out int written);
            next += written;
            at += taken;
            goesOn = isDense && taken >= FewUnits;
        }

        count = next;
        PauseAfter(start, at);
        return at;
    }

    /// <summary>Folds whatever <see cref="UnitFolding"/> can, as long as most of it is not ASCII.</summary>
    private int FoldWide<TUnit>(ReadOnlySpan<TUnit> text, int at, int limit, ref bool isAfterOrderedMark)
        where TUnit : unmanaged
    {
        int start = at;
        bool isAfterCharacter = characterEnd == count;
        if (isAfterCharacter && places[count - 1] != at - from)
        {
            // Something that is ignored stands between the character and what comes next: the separator keeps its place.
            return at;
        }

        count -= isAfterCharacter ? 1 : 0;
        UnitFolding.State state = new() { IsAfterCharacter = isAfterCharacter, IsAfterOrderedMark = isAfterOrderedMark };
        int folded = 0;
        int read = 0;
        while (folded == read && at < limit && IsWide(text, at))
        {
            int stretch = Math.Min(Math.Min(WideStretch, text.Length - at), limit - at + AsciiFolding.Block);
            ReadOnlySpan<ushort> units = ReadUnits(text.Slice(at, stretch), at - from, out read, out int taken);
            if (read == 0)
            {
                break;
            }

            // Room: no more than a block is read past the end of the chunk; see Write.
            folded = UnitFolding.Fold(units, widePlaces, read, bytes.AsSpan(Margin + count), places.AsSpan(count), ref state, out int written);
            count += written;
            at = folded < read ? from + widePlaces[folded] : at + taken;
        }

        isAfterOrderedMark = state.IsAfterOrderedMark;
        characterEnd = state.HasCharacters ? 0 : characterEnd;
        if (state.IsAfterCharacter)
        {
            Place(count, at);
            Write(0);
            count++;
            characterEnd = count;
        }

        PauseAfter(start, at);
        return at;
    }

    private void PauseAfter(int start, int end) => wideFrom = end - start < FewUnits ? end + PauseUnits : wideFrom;

    /// <summary>Whole code points as UTF-16, and their places.</summary>
    private ReadOnlySpan<ushort> ReadUnits<TUnit>(ReadOnlySpan<TUnit> text, int place, out int read, out int taken)
        where TUnit : unmanaged
    {
        if (typeof(TUnit) == typeof(byte))
        {
            read = Utf8Units.Decode(MemoryMarshal.Cast<TUnit, byte>(text), place, wideUnits, widePlaces, out taken);
            return wideUnits;
        }

        taken = read = text.Length & -UnitFolding.AtOnce;
        for (int i = 0; i < read; i += Vector<ushort>.Count)
        {
            (new Vector<ushort>(Ascending) + new Vector<ushort>((ushort)(place + i))).CopyTo(widePlaces.AsSpan(i));
        }

        return MemoryMarshal.Cast<TUnit, ushort>(text);
    }

    private static bool IsWide<TUnit>(ReadOnlySpan<TUnit> text, int at)
        where TUnit : unmanaged
    {
        if (text.Length - at < Utf8Units.Block + Utf8Units.Behind)
        {
            return false;
        }

        return typeof(TUnit) == typeof(byte)
            ? BitOperations.PopCount(Vector512.Create(MemoryMarshal.Cast<TUnit, byte>(text[at..])).ExtractMostSignificantBits()) >= LeastWideBytes
            : BitOperations.PopCount(Vector512.GreaterThan(Vector512.Create(MemoryMarshal.Cast<TUnit, ushort>(text[at..])), Vector512.Create((ushort)0x7F)).ExtractMostSignificantBits()) >= LeastWideUnits;
    }
}
