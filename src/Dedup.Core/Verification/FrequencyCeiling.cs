using System.Numerics;
using System.Runtime.CompilerServices;
using Dedup.Internals;

namespace Dedup.Verification;

/// <summary>In at most how many articles a shingle stands, for all shingles of all articles, in half a byte each. Filled on any number of threads, then asked on any number.</summary>
/// <remarks>
/// Cormode and Muthukrishnan, "An improved data stream summary: the count-min sketch and its applications" (2005), with one row: each shingle raises the counter that its hash leads to, and a counter
/// shared by chance, a shingle that an article repeats and an article with copies only make it too high. Most shingles that two articles share stand in no third one, and that a ceiling shows without reading
/// all articles again. The sum does not depend on the order, so neither does an answer on the threads.
/// </remarks>
internal sealed class FrequencyCeiling
{
    /// <summary>What a counter stops at: it then says nothing.</summary>
    internal const int Unknown = 15;

    /// <summary>A part is raised at random, and is to stay in a cache of a megabyte meanwhile. Fewer parts than the least are no gain, and with more than the most they would be written to in too many places at once.</summary>
    private const int MostPartBytes = 1 << 19;
    private const int LeastPartBits = 8;
    private const int MostPartBits = 12;
    private const int FewestInPart = 64;
    private const int MostInPart = 1 << 26;
    private const int CountersInByte = 2;
    private const int CacheLine = 64;
    private readonly byte[][] counters;
    private readonly List<Writer> writers = [];
    private readonly int threads;
    private readonly int partBits;
    private readonly ulong size;

    /// <summary>Makes room.</summary>
    /// <param name="shingles">How many there will be, about: with more the ceilings are higher, with fewer memory is wasted.</param>
    /// <param name="threads">How many threads will write.</param>
    /// <param name="mostPartBytes">Of larger parts there are more.</param>
    internal FrequencyCeiling(long shingles, int threads = 1, int mostPartBytes = MostPartBytes)
    {
        this.threads = threads;
        partBits = Math.Clamp(BitOperations.Log2(((ulong)shingles / CountersInByte / (ulong)mostPartBytes) + 1) + 1, LeastPartBits, MostPartBits);
        size = (ulong)Math.Clamp(shingles >> partBits, FewestInPart, MostInPart);
        counters = new byte[1 << partBits][];
        for (int part = 0; part < counters.Length; part++)
        {
            counters[part] = new byte[(size + 1) / CountersInByte];
        }
    }

    /// <summary>The greatest number of articles that a shingle can stand in; <see cref="Unknown"/> when it may be any.</summary>
    internal int this[ulong shingle]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            uint place = PlaceOf(shingle, partBits, size);
            return (counters[shingle >> (64 - partBits)][place >> 1] >> (int)(4 * (place & 1))) & Unknown;
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

    // The bits behind those of the part, as a share of its size.
    private static uint PlaceOf(ulong shingle, int partBits, ulong size) => (uint)(((uint)(shingle >> (32 - partBits)) * size) >> 32);

    private void Raise(int part, ReadOnlySpan<uint> places)
    {
        byte[] own = counters[part];
        lock (own)
        {
            if (places.Length >= own.Length / CacheLine)
            {
                Fetch(own);
            }

            foreach (uint place in places)
            {
                ref byte pair = ref own[place >> 1];
                int at = (int)(4 * (place & 1));
                pair += (byte)((((pair >> at) & Unknown) != Unknown ? 1 : 0) << at);
            }
        }
    }

    /// <summary>Brings a part near the processor, from one end to the other: many lines are then on their way at once, where counters in no order would wait for theirs nearly one by one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte Fetch(ReadOnlySpan<byte> part)
    {
        byte all = 0;
        for (int i = 0; i < part.Length; i += CacheLine)
        {
            all |= part[i];
        }

        return all;
    }

    /// <summary>
    /// Gathers shingles by the part of the counters that they lead to, so many that a part which has come near the processor is raised several times over before the next one takes its place.
    /// One per thread, of a quarter of what the counters take: each up to 16 MiB, and all together, up to 64 MiB each.
    /// </summary>
    internal sealed class Writer
    {
        private const int LeastRoom = 64;
        private const int CountersForOnePlace = 32;

        /// <summary>Places in a writer: so many as long as they are no more than a quarter of the counters, then more for a small number of threads.</summary>
        private const long FewPlaces = 1 << 22;
        private const long MostPlaces = 1 << 24;
        private readonly FrequencyCeiling ceiling;
        private readonly int room;
        private readonly int stride;
        private readonly uint[] places;
        private readonly int[] used;

        internal Writer(FrequencyCeiling ceiling)
        {
            this.ceiling = ceiling;
            long quarter = (long)(ceiling.size / CountersForOnePlace) << ceiling.partBits;
            long most = Math.Clamp(quarter / ceiling.threads, FewPlaces, MostPlaces);
            room = (int)Math.Max(LeastRoom, Math.Min(quarter, most) >> ceiling.partBits);

            // A cache line more than the room, or the parts would push one another out of the few lines of a cache that such a distance leads to.
            stride = room + 16;
            places = new uint[stride << ceiling.partBits];
            used = new int[1 << ceiling.partBits];
        }

        /// <summary>Counts the shingles of an article.</summary>
        internal void Add(ReadOnlySpan<ulong> shingles)
        {
            (int partBits, ulong size) = (ceiling.partBits, ceiling.size);
            Span<uint> gathered = places;
            Span<int> counts = used;
            foreach (ulong shingle in shingles)
            {
                int part = (int)(shingle >> (64 - partBits));
                int count = counts[part];
                ref uint place = ref gathered[(part * stride) + count];
                place = PlaceOf(shingle, partBits, size);
                Prefetch.Behind(ref place, CacheLine / sizeof(uint));
                counts[part] = ++count;
                if (count == room)
                {
                    Flush(part);
                }
            }
        }

        internal void Flush()
        {
            for (int part = 0; part < used.Length; part++)
            {
                Flush(part);
            }
        }

        private void Flush(int part)
        {
            ceiling.Raise(part, places.AsSpan(part * stride, used[part]));
            used[part] = 0;
        }
    }
}
