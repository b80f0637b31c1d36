using System.Numerics;
using System.Runtime.CompilerServices;
using Dedup.Internals;

namespace Dedup.Candidates;

/// <summary>Key to the articles filed under it, in the order of filing, at most so many per key. Not thread-safe for writing.</summary>
/// <remarks>
/// One open-addressed table of keys and one array of linked entries, no object per bucket: 48 to 96 bytes a key and 8 bytes an entry. Filing past the limit costs
/// nothing and stores nothing, which bounds the work that any key can make.
/// </remarks>
internal sealed class BucketTable
{
    private const int Empty = -1;
    private readonly int limit;
    private Bucket[] buckets;
    private int shift;
    private int bucketCount;
    private Entry[] entries = new Entry[64];
    private int entryCount;

    internal BucketTable(int limit)
    {
        this.limit = limit;
        buckets = NewBuckets(64, out shift);
    }

    internal void Add(ulong key, int article)
    {
        if (bucketCount >= buckets.Length / 2)
        {
            Rehash();
        }

        ref Bucket bucket = ref Find(key);
        if (bucket.First == Empty)
        {
            bucketCount++;
            bucket.Key = key;
            bucket.First = entryCount;
        }
        else if (bucket.Count == limit)
        {
            return;
        }
        else
        {
            entries[bucket.Last].Next = entryCount;
        }

        bucket.Last = entryCount;
        bucket.Count++;
        if (entryCount == entries.Length)
        {
            Array.Resize(ref entries, (int)Math.Min(Array.MaxLength, entries.Length * 2L));
        }

        entries[entryCount++] = new Entry { Article = article, Next = Empty };
    }

    /// <summary>Bytes that the two arrays take.</summary>
    internal long Bytes => ((long)buckets.Length * Unsafe.SizeOf<Bucket>()) + ((long)entries.Length * Unsafe.SizeOf<Entry>());

    /// <summary>The articles under <paramref name="key"/>, first filed first.</summary>
    internal Enumerator this[ulong key] => new(entries, Find(key).First);

    private ref Bucket Find(ulong key)
    {
        int mask = buckets.Length - 1;
        int slot = TableKey.Slot(key, shift);
        while (true)
        {
            ref Bucket bucket = ref buckets[slot];
            if (bucket.First == Empty || bucket.Key == key)
            {
                return ref bucket;
            }

            slot = (slot + 1) & mask;
        }
    }

    private void Rehash()
    {
        Bucket[] old = buckets;
        buckets = NewBuckets(old.Length * 2, out shift);
        foreach (Bucket bucket in old)
        {
            if (bucket.First != Empty)
            {
                Find(bucket.Key) = bucket;
            }
        }
    }

    private static Bucket[] NewBuckets(int length, out int shift)
    {
        shift = 64 - BitOperations.Log2((uint)length);
        Bucket[] result = new Bucket[length];
        Array.Fill(result, new Bucket { First = Empty });
        return result;
    }

    private struct Bucket
    {
        public ulong Key;
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
        private int next;

        internal Enumerator(Entry[] entries, int first)
        {
            this.entries = entries;
            next = first;
            Current = Empty;
        }

        public int Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (entries is null || next == Empty)
            {
                return false;
            }

            Entry entry = entries[next];
            Current = entry.Article;
            next = entry.Next;
            return true;
        }
    }
}
