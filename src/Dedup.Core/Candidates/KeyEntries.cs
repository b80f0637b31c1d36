using System.Runtime.CompilerServices;

namespace Dedup.Candidates;

/// <summary>A list of what <see cref="KeyEntry"/> makes. Scratch memory that is used again: one per thread.</summary>
internal sealed class KeyEntries
{
    private ulong[] entries = new ulong[1024];

    /// <summary>How many entries there are.</summary>
    internal int Count { get; private set; }

    internal Span<ulong> All => entries.AsSpan(0, Count);

    /// <summary>Forgets all entries.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Forgets all but the first entries.</summary>
    internal void Cut(int count) => Count = count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(ulong entry) => Add(1)[0] = entry;

    /// <summary>Adds so many entries, which the caller fills in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<ulong> Add(int added)
    {
        if (entries.Length - Count < added)
        {
            Grow(added);
        }

        Span<ulong> room = entries.AsSpan(Count, added);
        Count += added;
        return room;
    }

    private void Grow(int added) => Array.Resize(ref entries, (int)Math.Min(Array.MaxLength, Math.Max(entries.Length * 2L, (long)Count + added)));
}
