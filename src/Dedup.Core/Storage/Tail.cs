using Dedup.Candidates;
using Dedup.Signatures;

namespace Dedup.Storage;

/// <summary>The articles that were added since the last segment was written, in memory. Any number of threads may ask at once, but none while one adds.</summary>
/// <remarks>They are filed for candidates when somebody asks first: whoever only adds has the tables made of them once, when the segment is written.</remarks>
internal sealed class Tail(DedupOptions options, LshBanding? banding, ulong leastBound, int first, int mostProposed)
{
    // Enough for all processors, few enough that packed texts take little memory.
    private const int PackedAtOnce = 1024;

    private readonly List<Entry> entries = [];
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<ContentHash, List<int>> firsts = [];
    private readonly Dictionary<ContentHash, List<int>> copies = [];
    private readonly PostingIndex postings = new(mostProposed);
    private readonly BucketTable bands = new(mostProposed);
    private int filed;

    /// <summary>Number of the first article.</summary>
    internal int First => first;

    internal int Count => entries.Count;

    /// <summary>Number of the next article.</summary>
    internal int Next => first + entries.Count;

    /// <summary>About how many bytes of memory the texts take.</summary>
    internal long TextBytes { get; private set; }

    internal Entry this[int number] => entries[number - first];

    internal void Add(Article article, SignedArticle signed, int family)
    {
        int number = Next;
        StoredHead head = new(signed.TokenCount == 0 ? StoredHead.None : family == StoredHead.None ? number : family, signed.TokenCount, signed.Content);
        byte low = (byte)Math.Min(byte.MaxValue, signed.Sketch?.CountUpTo(leastBound) ?? 0);
        entries.Add(new Entry(article, signed, head, low));
        ids[article.Id] = number;
        TextBytes += (article.TextLength + article.Id.Length) * sizeof(char);
        if (head.Family == number)
        {
            ListOf(firsts, signed.Content).Add(number);
        }
        else if (head.Family != StoredHead.None)
        {
            ListOf(copies, signed.Content).Add(number);
        }
    }

    /// <summary>The number of the article that was added last under an id, or <see cref="StoredHead.None"/>.</summary>
    internal int NumberOf(string id) => ids.GetValueOrDefault(id, StoredHead.None);

    /// <summary>The articles that have a hash in their sample.</summary>
    internal BucketTable.Enumerator Sampled(ulong hash)
    {
        File();
        return postings.Sampled(hash);
    }

    /// <summary>The articles that have a hash for an anchor.</summary>
    internal BucketTable.Enumerator Anchored(ulong hash)
    {
        File();
        return postings.Anchored(hash);
    }

    /// <summary>The articles under the key of a band of words.</summary>
    internal BucketTable.Enumerator InBand(ulong key)
    {
        File();
        return bands[key];
    }

    /// <summary>The articles with a fingerprint that are the first of their families, or those that are not.</summary>
    internal IReadOnlyList<int> WithContent(SegmentTable table, ContentHash content) =>
        (table == SegmentTable.Firsts ? firsts : copies).TryGetValue(content, out List<int>? found) ? found : [];

    /// <summary>The keys of the bands of a signature of words.</summary>
    internal IEnumerable<ulong> BandsOf(uint[]? words)
    {
        for (int band = 0; words is not null && banding is not null && band < banding.Bands; band++)
        {
            yield return StoredKeys.OfBand(banding, band, words);
        }
    }

    /// <summary>Writes all articles that are not gone; null when none is left.</summary>
    internal ManifestSegment? Write(IStorageFolder folder, ulong file, RemovedArticles removed, string storedOptions)
    {
        int[] slots = [.. Enumerable.Range(0, Count).Where(slot => !removed.IsGone(first + slot))];
        if (slots.Length == 0)
        {
            return null;
        }

        // By far the largest table is made ready while the articles are packed and written.
        Task<SortedKeys> hashes = Task.Run(() => Collect(Count, slots.Where(IsFirst), AddHashes));
        using SegmentWriter writer = new(folder, file, first, Count, mostProposed);
        WriteArticles([.. slots.Chunk(PackedAtOnce)], writer);
        Collect(Count, slots.Where(IsFirst), AddBands).Write(writer);
        hashes.GetAwaiter().GetResult().Write(writer);
        Collect(Count, slots.Where(IsHeld), AddId).Write(writer);
        Collect(Count, slots.Where(IsFirst), AddContent).Write(writer);
        Collect(Count, slots.Where(slot => IsHeld(slot) && !IsFirst(slot) && entries[slot].Head.Family != StoredHead.None), AddContent).Write(writer);
        return writer.Finish(storedOptions);

        bool IsHeld(int slot) => !removed.IsRemoved(first + slot);

        bool IsFirst(int slot) => entries[slot].Head.Family == first + slot;
    }

    /// <summary>Writes articles; while some are written, the next ones are packed.</summary>
    private void WriteArticles(int[][] chunks, SegmentWriter writer)
    {
        Task<PackedText[]> packing = Pack(chunks[0]);
        ByteSink record = new();
        for (int chunk = 0; chunk < chunks.Length; chunk++)
        {
            PackedText[] texts = packing.GetAwaiter().GetResult();
            packing = chunk + 1 < chunks.Length ? Pack(chunks[chunk + 1]) : packing;
            for (int i = 0; i < texts.Length; i++)
            {
                int slot = chunks[chunk][i];
                Entry entry = entries[slot];
                record.Clear();
                StoredRecord.Write(record, first + slot, entry.Article, entry.Head, texts[i].Form, texts[i].PlainBytes);
                writer.AddArticle(slot, record.Written, texts[i].Bytes, entry.LowHashes, entry.Article.Date?.UtcTicks ?? SegmentSlot.NoDate);
            }
        }
    }

    private Task<PackedText[]> Pack(int[] slots) => Task.Run(() =>
    {
        PackedText[] texts = new PackedText[slots.Length];
        Parallel.For(0, slots.Length, i =>
        {
            (byte[] bytes, StoredText.Form form, int plainBytes) = StoredText.Encode(entries[slots[i]].Article.Text);
            texts[i] = new PackedText(bytes, form, plainBytes);
        });
        return texts;
    });

    private static SortedKeys Collect(int slotCount, IEnumerable<int> slots, Action<int, SortedKeys> add)
    {
        SortedKeys keys = new(slotCount);
        foreach (int slot in slots)
        {
            add(slot, keys);
        }

        keys.Sort();
        return keys;
    }

    private void AddBands(int slot, SortedKeys keys)
    {
        foreach (ulong key in BandsOf(entries[slot].Signed.WordSignature))
        {
            keys.Add(key, (ulong)slot);
        }
    }

    private void AddId(int slot, SortedKeys keys) => keys.Add(StoredKeys.OfId(entries[slot].Article.Id), (ulong)slot);

    private void AddContent(int slot, SortedKeys keys) => keys.Add(StoredKeys.OfContent(entries[slot].Head.Content), (ulong)slot);

    private void AddHashes(int slot, SortedKeys keys)
    {
        Entry entry = entries[slot];
        if (entry.Signed.Sketch is { } sketch)
        {
            bool isSmall = IsSmall(entry.LowHashes, options);
            foreach (ulong hash in sketch.Hashes)
            {
                keys.Add(StoredKeys.OfHash(hash), SegmentValue.OfHash(slot, hash > sketch.Bound, isSmall));
            }
        }
    }

    /// <summary>Whether an article has so few hashes below the least bound that fewer shared ones than usual can be half of them.</summary>
    internal static bool IsSmall(int lowHashes, DedupOptions options) => lowHashes <= 2 * (options.Candidates.SharedHashes - 1);

    private void File()
    {
        if (Volatile.Read(ref filed) == entries.Count)
        {
            return;
        }

        lock (postings)
        {
            for (int slot = filed; slot < entries.Count; slot++)
            {
                Entry entry = entries[slot];
                if (entry.Head.Family == first + slot)
                {
                    foreach (ulong key in BandsOf(entry.Signed.WordSignature))
                    {
                        bands.Add(key, first + slot);
                    }

                    if (entry.Signed.Sketch is { } sketch)
                    {
                        postings.Add(first + slot, sketch);
                    }
                }
            }

            Volatile.Write(ref filed, entries.Count);
        }
    }

    private static List<int> ListOf(Dictionary<ContentHash, List<int>> lists, ContentHash content)
    {
        if (!lists.TryGetValue(content, out List<int>? list))
        {
            lists.Add(content, list = new List<int>(1));
        }

        return list;
    }

    /// <param name="Article">The article.</param>
    /// <param name="Signed">The same, signed.</param>
    /// <param name="Head">What will be stored of that.</param>
    /// <param name="LowHashes">See <see cref="SegmentSlot.LowHashes"/>.</param>
    internal sealed record Entry(Article Article, SignedArticle Signed, StoredHead Head, byte LowHashes);

    private readonly record struct PackedText(byte[] Bytes, StoredText.Form Form, int PlainBytes);
}
