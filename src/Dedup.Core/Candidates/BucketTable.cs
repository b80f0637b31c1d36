using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dedup.Internals;

namespace Dedup.Candidates;

/// <summary>Key to the articles filed under it, in the order of filing, at most so many per key. Not thread-safe for writing.</summary>
/// <remarks>
/// One open-addressed table with keys in full, and no object per bucket. Most keys have one article, which stands in the slot itself: 16 to 32 bytes a key. A key with more has a list: 12 bytes and 8 for
/// each article. Filing past the limit costs nothing and stores nothing, which bounds the work that any key can make.
/// </remarks>
internal sealed class BucketTable
{
    private const int Empty = -1;
    private readonly int limit;
    private Slot[] slots;
    private int shift;
    private int keyCount;
    private Bucket[] buckets = new Bucket[16];
    private int bucketCount;
    private Entry[] entries = new Entry[64];
    private int entryCount;

    internal BucketTable(int limit)
    {
        this.limit = limit;
        slots = NewSlots(64, out shift);
    }

    internal void Add(ulong key, int article)
    {
        if (keyCount >= slots.Length / 4 * 3)
        {
            Rehash();
        }

        ref Slot slot = ref Find(key);
        if (slot.Value == Empty)
        {
            keyCount++;
            slot.Key = key;
            slot.Value = article;
            return;
        }

        if (limit == 1)
        {
            return;
        }

        if (slot.Value >= 0)
        {
            int first = AddEntry(slot.Value);
            slot.Value = AddBucket(new Bucket { First = first, Last = first, Count = 1 });
        }

        ref Bucket bucket = ref buckets[IndexOf(slot.Value)];
        if (bucket.Count < limit)
        {
            int entry = AddEntry(article);
            entries[bucket.Last].Next = entry;
            bucket.Last = entry;
            bucket.Count++;
        }
    }

    /// <summary>Bytes that the arrays take.</summary>
    internal long Bytes =>
        ((long)slots.Length * Unsafe.SizeOf<Slot>()) + ((long)buckets.Length * Unsafe.SizeOf<Bucket>()) + ((long)entries.Length * Unsafe.SizeOf<Entry>());

    /// <summary>The articles under <paramref name="key"/>, first filed first.</summary>
    internal Enumerator this[ulong key] => Find(key).Value is var value && value >= Empty
        ? new Enumerator(entries: null, value)
        : new Enumerator(entries, buckets[IndexOf(value)].First);

    // Below -1 stand the numbers of buckets, from -2 down.
    private static int IndexOf(int value) => -2 - value;

    private int AddBucket(Bucket bucket)
    {
        if (bucketCount == buckets.Length)
        {
            Array.Resize(ref buckets, (int)Math.Min(Array.MaxLength, buckets.Length * 2L));
        }

        buckets[bucketCount] = bucket;
        return IndexOf(bucketCount++);
    }

    private int AddEntry(int article)
    {
        if (entryCount == entries.Length)
        {
            Array.Resize(ref entries, (int)Math.Min(Array.MaxLength, entries.Length * 2L));
        }

        entries[entryCount] = new Entry { Article = article, Next = Empty };
        return entryCount++;
    }

    private ref Slot Find(ulong key)
    {
        int mask = slots.Length - 1;
        int at = TableKey.Slot(key, shift);
        while (true)
        {
            ref Slot slot = ref slots[at];
            if (slot.Value == Empty || slot.Key == key)
            {
                return ref slot;
            }

            at = (at + 1) & mask;
        }
    }

    private void Rehash()
    {
        Slot[] old = slots;
        slots = NewSlots(old.Length * 2, out shift);
        foreach (Slot slot in old)
        {
            if (slot.Value != Empty)
            {
                Find(slot.Key) = slot;
            }
        }
    }

    private static Slot[] NewSlots(int length, out int shift)
    {
        shift = 64 - BitOperations.Log2((uint)length);
        Slot[] result = new Slot[length];
        Array.Fill(result, new Slot { Value = Empty });
        return result;
    }

    /// <summary>A key with its only article, or with its bucket.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Slot
    {
        public ulong Key;
        public int Value;
    }

    private struct Bucket
    {
        public int First;
        public int Last;
        public int Count;
    }

    internal struct Entry
    {
        public int Article;
        public int Next;
    }

    internal struct Enumerator
    {
        private readonly Entry[]? entries;

        /// <summary>One more than the next entry, or than the only article; 0 at the end, so that the default is empty.</summary>
        private int next;

        /// <summary>Walks a list, or without entries the one article <paramref name="first"/>.</summary>
        internal Enumerator(Entry[]? entries, int first)
        {
            this.entries = entries;
            next = first + 1;
            Current = Empty;
        }

        public int Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (next == 0)
            {
                return false;
            }

            if (entries is null)
            {
                Current = next - 1;
                next = 0;
                return true;
            }

            Entry entry = entries[next - 1];
            Current = entry.Article;
            next = entry.Next + 1;
            return true;
        }
    }
}
