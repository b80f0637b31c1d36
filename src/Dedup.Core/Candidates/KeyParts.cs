using System.Runtime.CompilerServices;
using Dedup.Internals;

namespace Dedup.Candidates;

/// <summary>The entries of some articles, dealt out by a secret hash of their keys: equal keys of any articles are in the same part. Immutable as long as the memory is not used again.</summary>
/// <param name="Entries">One part after another.</param>
/// <param name="Ends">Where each part ends.</param>
internal readonly record struct KeyParts(ArraySegment<ulong> Entries, ArraySegment<int> Ends)
{
    /// <summary>Deals out entries; those of a part keep their order.</summary>
    /// <param name="entered">The entries.</param>
    /// <param name="partBits">How many leading bits of <see cref="TableKey.Slot"/> tell the parts.</param>
    /// <param name="memory">Where they go.</param>
    internal static KeyParts Deal(ReadOnlySpan<ulong> entered, int partBits, KeyMemory memory)
    {
        KeyParts dealt = memory.Take(entered.Length, 1 << partBits);
        Span<int> ends = dealt.Ends;
        ends.Clear();
        foreach (ulong entry in entered)
        {
            ends[PartOf(entry)]++;
        }

        int end = 0;
        foreach (ref int part in ends)
        {
            end += part;
            part = end - part;
        }

        Span<ulong> entries = dealt.Entries;
        foreach (ulong entry in entered)
        {
            entries[ends[PartOf(entry)]++] = entry;
        }

        return dealt;

        // A shift by all 64 bits would be none.
        int PartOf(ulong entry) => TableKey.Slot(KeyEntry.KeyOf(entry), 63 - partBits) >> 1;
    }

    /// <summary>The entries of a part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<ulong> Part(int part)
    {
        ReadOnlySpan<int> ends = Ends;
        int start = part == 0 ? 0 : ends[part - 1];
        return Entries.AsSpan(start, ends[part] - start);
    }
}
