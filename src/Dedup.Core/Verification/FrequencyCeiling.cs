using System.Numerics;

namespace Dedup.Verification;

/// <summary>In at most how many articles a shingle stands, for all shingles of all articles, in about half a byte each. Filled on any number of threads, then asked on any number.</summary>
/// <remarks>
/// Cormode and Muthukrishnan, "An improved data stream summary: the count-min sketch and its applications" (2005), with one row: each shingle raises the counter that its hash leads to, and a counter
/// shared by chance, a shingle that an article repeats and an article with copies only make it too high. Most shingles that two articles share stand in no third one, and that a ceiling shows without reading
/// all articles again. The sum does not depend on the order, so neither does an answer on the threads.
/// </remarks>
internal sealed class FrequencyCeiling
{
    /// <summary>What a counter stops at: it then says nothing.</summary>
    internal const int Unknown = 15;

    private const int PartBits = 6;
    private const int Parts = 1 << PartBits;
    private const int FewestPartBits = 6;
    private const int MostPartBits = 24;
    private readonly byte[][] counters = new byte[Parts][];
    private readonly List<Writer> writers = [];
    private readonly int shift;
    private readonly uint mask;

    /// <summary>Makes room.</summary>
    /// <param name="shingles">How many there will be, about: with more the ceilings are higher, with fewer memory is wasted.</param>
    internal FrequencyCeiling(long shingles)
    {
        int bits = Math.Clamp(BitOperations.Log2((ulong)Math.Max(1, shingles - 1)) + 1 - PartBits, FewestPartBits, MostPartBits);
        shift = 64 - PartBits - bits;
        mask = (1u << bits) - 1;
        for (int part = 0; part < Parts; part++)
        {
            counters[part] = new byte[1 << (bits - 1)];
        }
    }

    /// <summary>The greatest number of articles that a shingle can stand in; <see cref="Unknown"/> when it may be any.</summary>
    internal int this[ulong shingle]
    {
        get
        {
            uint place = (uint)(shingle >> shift) & mask;
            return (counters[shingle >> (64 - PartBits)][place >> 1] >> (int)(4 * (place & 1))) & Unknown;
        }
    }

    /// <summary>What a thread writes through.</summary>
    internal Writer NewWriter()
    {
        Writer writer = new(this);
        lock (writers)
        {
            writers.Add(writer);
        }

        return writer;
    }

    /// <summary>Takes in what the threads still hold, once all have ended.</summary>
    internal void Complete()
    {
        writers.ForEach(static writer => writer.Flush());
        writers.Clear();
    }

    private void Raise(int part, ReadOnlySpan<uint> places)
    {
        byte[] own = counters[part];
        lock (own)
        {
            foreach (uint place in places)
            {
                ref byte pair = ref own[place >> 1];
                int at = (int)(4 * (place & 1));
                if (((pair >> at) & Unknown) != Unknown)
                {
                    pair += (byte)(1 << at);
                }
            }
        }
    }

    /// <summary>Gathers shingles by the part of the counters that they lead to, so that a part is near the processor when it is their turn. One per thread.</summary>
    internal sealed class Writer(FrequencyCeiling ceiling)
    {
        private const int Room = 256;
        private readonly uint[] places = new uint[Parts * Room];
        private readonly int[] used = new int[Parts];

        /// <summary>Counts the shingles of an article.</summary>
        internal void Add(ReadOnlySpan<ulong> shingles)
        {
            foreach (ulong shingle in shingles)
            {
                int part = (int)(shingle >> (64 - PartBits));
                int count = used[part];
                places[(part * Room) + count] = (uint)(shingle >> ceiling.shift) & ceiling.mask;
                used[part] = ++count;
                if (count == Room)
                {
                    Flush(part);
                }
            }
        }

        internal void Flush()
        {
            for (int part = 0; part < Parts; part++)
            {
                Flush(part);
            }
        }

        private void Flush(int part)
        {
            ceiling.Raise(part, places.AsSpan(part * Room, used[part]));
            used[part] = 0;
        }
    }
}
