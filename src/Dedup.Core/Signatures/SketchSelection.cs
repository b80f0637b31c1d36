using System.Numerics;
using System.Runtime.CompilerServices;
#if NET10_0_OR_GREATER
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
#endif

namespace Dedup.Signatures;

/// <summary>Selects the distinct shingles of a text up to a bound, ascending, each with its first position. Scratch memory that is used again: one per thread.</summary>
/// <remarks>
/// Cost is one comparison a shingle, and linear in what is selected as long as the hashes are spread evenly, as hashes are: they are dealt out into about as many buckets as there are hashes,
/// which leaves next to nothing to sort. Where some bucket takes many, by repeats or by malice, what is selected is sorted by comparison, n log n.
/// </remarks>
internal sealed class SketchSelection
{
    /// <summary>Places that one step of the widest kernel writes to, used or not.</summary>
    private const int StepPlaces = 8;

    /// <summary>Shingles between two looks at the room that is left.</summary>
    private const int ChunkShingles = 2048;

    /// <summary>With as many buckets as hashes, one of 10^9 holds more than this by chance.</summary>
    private const int MostInBucket = 12;

    /// <summary>A longer selection is not kept for the next text: 40 bytes a place.</summary>
    private const int MostKept = 1 << 15;

    private ulong[] gathered = new ulong[256];
    private ulong[] gatheredPositions = new ulong[256];
    private ulong[] hashes = new ulong[256];
    private int[] positions = new int[256];
    private int[] ends = new int[256];

    /// <summary>How many are selected.</summary>
    internal int Count { get; private set; }

    /// <summary>The selected hashes, ascending, each once.</summary>
    internal ReadOnlySpan<ulong> Hashes => hashes.AsSpan(0, Count);

    /// <summary>For each the position of its first shingle.</summary>
    internal ReadOnlySpan<int> Positions => positions.AsSpan(0, Count);

    /// <summary>Whether it has grown so much that it should not wait for the next text.</summary>
    internal bool IsLarge => gathered.Length > MostKept;

    /// <summary>Replaces the selection by what a text has up to a bound.</summary>
    internal void Select(ReadOnlySpan<ulong> shingles, ulong bound)
    {
        Gather(shingles, bound);
        Order(bound);
    }

    /// <summary>Begins a selection to which somebody else adds.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Adds a shingle to a selection that is not in order yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(ulong hash, int position)
    {
        if (Count == gathered.Length)
        {
            Grow();
        }

        gathered[Count] = hash;
        gatheredPositions[Count++] = (ulong)position;
    }

    /// <summary>Where so many more hashes and places can be written, before <see cref="Add(int)"/> says how many were.</summary>
    internal Span<ulong> Room(int length, out Span<ulong> places)
    {
        while (gathered.Length < Count + length)
        {
            Grow();
        }

        places = gatheredPositions.AsSpan(Count);
        return gathered.AsSpan(Count);
    }

    internal void Add(int written) => Count += written;

    /// <summary>Puts what was added in order.</summary>
    /// <param name="bound">Nearly all are at most this, and spread evenly, or the work is n log n.</param>
    internal void Order(ulong bound)
    {
        if (!TryDistribute(Count, bound))
        {
            for (int i = 0; i < Count; i++)
            {
                hashes[i] = gathered[i];
                positions[i] = (int)gatheredPositions[i];
            }

            Array.Sort(hashes, positions, 0, Count);
        }

        KeepFirst(Count);
    }

    /// <summary>How many of the selected hashes are at most <paramref name="bound"/>.</summary>
    internal int CountUpTo(ulong bound)
    {
        int at = Hashes.BinarySearch(bound);
        return at < 0 ? ~at : at + 1;
    }

    /// <summary>Gathers what is at most the bound, in the order of the text, with its positions.</summary>
    private void Gather(ReadOnlySpan<ulong> shingles, ulong bound)
    {
        Clear();
        for (int from = 0; from < shingles.Length; from += ChunkShingles)
        {
            ReadOnlySpan<ulong> chunk = shingles[from..Math.Min(shingles.Length, from + ChunkShingles)];
            Span<ulong> kept = Room(chunk.Length + StepPlaces, out Span<ulong> places);
            Add(Gather(chunk, from, bound, kept, places));
        }
    }

    private static int Gather(ReadOnlySpan<ulong> shingles, int position, ulong bound, Span<ulong> kept, Span<ulong> places)
    {
#if NET10_0_OR_GREATER
        if (Avx512F.IsSupported)
        {
            return GatherVector512(shingles, position, bound, kept, places);
        }
#endif
        return GatherScalar(shingles, position, bound, kept, places);
    }

    /// <summary>The definition. What is kept is written in any case, so that there is no branch to guess wrong; what is too large is written over by the next.</summary>
    /// <param name="shingles">The shingles.</param>
    /// <param name="position">That of the first one.</param>
    /// <param name="bound">The bound.</param>
    /// <param name="kept">Receives the hashes; room for all shingles and a step more.</param>
    /// <param name="places">Receives their positions; as long.</param>
    internal static int GatherScalar(ReadOnlySpan<ulong> shingles, int position, ulong bound, Span<ulong> kept, Span<ulong> places)
    {
        int count = 0;
        for (int i = 0; i < shingles.Length; i++)
        {
            kept[count] = shingles[i];
            places[count] = (ulong)position + (ulong)i;
            count += shingles[i] <= bound ? 1 : 0;
        }

        return count;
    }

#if NET10_0_OR_GREATER
    // Defined by GatherScalar. What differs here:
    //  1. Eight shingles are compared at once, and those within the bound moved to the lowest lanes; the same is done with their positions, which are as wide for that.
    //  2. All eight lanes are written, and what is not selected is written over by the next step: hence the room for a step more.
    //  3. The last shingles, fewer than eight, go through GatherScalar.
    internal static int GatherVector512(ReadOnlySpan<ulong> shingles, int position, ulong bound, Span<ulong> kept, Span<ulong> places)
    {
        Vector512<ulong> bounds = Vector512.Create(bound);
        Vector512<ulong> at = Vector512<ulong>.Indices + Vector512.Create((ulong)position);
        int count = 0;
        int i = 0;
        for (; i <= shingles.Length - StepPlaces; i += StepPlaces)
        {
            Vector512<ulong> values = Vector512.Create(shingles[i..]);
            Vector512<ulong> selected = Vector512.LessThanOrEqual(values, bounds);
            Avx512F.Compress(Vector512<ulong>.Zero, selected, values).CopyTo(kept[count..]);
            Avx512F.Compress(Vector512<ulong>.Zero, selected, at).CopyTo(places[count..]);
            count += BitOperations.PopCount(selected.ExtractMostSignificantBits());
            at += Vector512.Create((ulong)StepPlaces);
        }

        return count + GatherScalar(shingles[i..], position + i, bound, kept[count..], places[count..]);
    }
#endif

    /// <summary>Puts what was gathered in order, by buckets of the leading bits; false, with nothing done, where some bucket takes too many.</summary>
    private bool TryDistribute(int count, ulong bound)
    {
        int bucketBits = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, count)));
        int shift = 64 - BitOperations.LeadingZeroCount(bound) - bucketBits;
        if (shift < 0)
        {
            return false;
        }

        // A shift by 64 is one by 0; then there is one hash and one bucket. What lies above the bound stands in the last one.
        ulong lastBucket = (1UL << bucketBits) - 1;
        Span<int> bucketEnds = ends.AsSpan(0, 1 << bucketBits);
        bucketEnds.Clear();
        ReadOnlySpan<ulong> values = gathered.AsSpan(0, count);
        foreach (ulong value in values)
        {
            bucketEnds[(int)Math.Min(value >> shift, lastBucket)]++;
        }

        int end = 0;
        foreach (ref int bucket in bucketEnds)
        {
            if (bucket > MostInBucket)
            {
                return false;
            }

            int size = bucket;
            bucket = end;
            end += size;
        }

        ReadOnlySpan<ulong> places = gatheredPositions.AsSpan(0, count);
        Span<ulong> sorted = hashes.AsSpan(0, count);
        Span<int> sortedPositions = positions.AsSpan(0, count);
        for (int i = 0; i < values.Length; i++)
        {
            int place = bucketEnds[(int)Math.Min(values[i] >> shift, lastBucket)]++;
            sorted[place] = values[i];
            sortedPositions[place] = (int)places[i];
        }

        // What is not in order yet stands in one bucket, a few places apart.
        for (int i = 1; i < sorted.Length; i++)
        {
            ulong hash = sorted[i];
            if (sorted[i - 1] <= hash)
            {
                continue;
            }

            int position = sortedPositions[i];
            int place = i;
            for (; place > 0 && sorted[place - 1] > hash; place--)
            {
                sorted[place] = sorted[place - 1];
                sortedPositions[place] = sortedPositions[place - 1];
            }

            sorted[place] = hash;
            sortedPositions[place] = position;
        }

        return true;
    }

    /// <summary>Keeps each distinct hash once, with the least of its positions.</summary>
    private void KeepFirst(int count)
    {
        int distinct = 0;
        for (int i = 0; i < count; i++)
        {
            if (distinct > 0 && hashes[distinct - 1] == hashes[i])
            {
                positions[distinct - 1] = Math.Min(positions[distinct - 1], positions[i]);
            }
            else
            {
                hashes[distinct] = hashes[i];
                positions[distinct++] = positions[i];
            }
        }

        Count = distinct;
    }

    private void Grow()
    {
        int length = gathered.Length * 2;
        Array.Resize(ref gathered, length);
        Array.Resize(ref gatheredPositions, length);
        hashes = new ulong[length];
        positions = new int[length];
        ends = new int[length];
    }
}
