using Dedup.Candidates;
using Dedup.Signatures;

namespace Dedup.Storage;

/// <summary>The articles that were added since the last segment was written, in memory, under the keys that the segment will have. Any number of threads may ask at once, but none while one adds.</summary>
internal sealed class Tail(DedupOptions options, LshBanding? banding, int first, int mostPerKey)
{
    // Enough for all processors, few enough that packed texts take little memory.
    private const int PackedAtOnce = 1024;

    private readonly List<Entry> entries = [];
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<ContentHash, List<int>> firsts = [];
    private readonly Dictionary<ContentHash, List<int>> copies = [];
    private readonly BucketTable[] tables = [new(mostPerKey), new(mostPerKey), new(mostPerKey)];

    // Every sketch is complete below this; see PositionalSketch.Compute.
    private readonly ulong leastBound = ulong.MaxValue / (ulong)options.Sketch.Scale;

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
        StoredSigns signs = StoredSigns.Of(signed, signed.TokenCount == 0 ? StoredSigns.None : family == StoredSigns.None ? number : family);
        byte low = (byte)Math.Min(byte.MaxValue, signed.Sketch?.CountUpTo(leastBound) ?? 0);
        entries.Add(new Entry(article, signed, signs, low));
        ids[article.Id] = number;
        TextBytes += (article.TextLength + article.Id.Length) * sizeof(char);
        if (signs.Family == number)
        {
            ListOf(firsts, signed.Content).Add(number);
            for (SegmentTable table = SegmentTable.ShingleBands; table <= SegmentTable.Hashes; table++)
            {
                foreach (ulong key in KeysOf(table, signed))
                {
                    tables[(int)table].Add(key, number);
                }
            }
        }
        else if (signs.Family != StoredSigns.None)
        {
            ListOf(copies, signed.Content).Add(number);
        }
    }

    /// <summary>The number of the article that was added last under an id, or <see cref="StoredSigns.None"/>.</summary>
    internal int NumberOf(string id) => ids.GetValueOrDefault(id, StoredSigns.None);

    internal BucketTable.Enumerator Filed(SegmentTable table, ulong key) => tables[(int)table][key];

    /// <summary>The articles with a fingerprint that are the first of their families, or those that are not.</summary>
    internal IReadOnlyList<int> WithContent(SegmentTable table, ContentHash content) =>
        (table == SegmentTable.Firsts ? firsts : copies).TryGetValue(content, out List<int>? found) ? found : [];

    /// <summary>The keys that an article is filed under in one of the tables of which candidates are made.</summary>
    internal IEnumerable<ulong> KeysOf(SegmentTable table, SignedArticle signed) => table switch
    {
        SegmentTable.ShingleBands => BandsOf(signed.Signature),
        SegmentTable.WordBands => BandsOf(signed.WordSignature),
        _ => signed.Sketch is null ? [] : HashesOf(signed.Sketch),
    };

    /// <summary>Writes all articles that are not gone; null when none is left.</summary>
    internal ManifestSegment? Write(IStorageFolder folder, ulong file, RemovedArticles removed, string storedOptions)
    {
        int[] slots = [.. Enumerable.Range(0, Count).Where(slot => !removed.IsGone(first + slot))];
        if (slots.Length == 0)
        {
            return null;
        }

        using SegmentWriter writer = new(folder, file, first, Count);
        (StoredText.Form Form, int PlainBytes)[] forms = new (StoredText.Form, int)[Count];
        foreach (int[] chunk in slots.Chunk(PackedAtOnce))
        {
            byte[][] texts = new byte[chunk.Length][];
            Parallel.For(0, chunk.Length, i => (texts[i], forms[chunk[i]].Form, forms[chunk[i]].PlainBytes) = StoredText.Encode(entries[chunk[i]].Article.Text));
            for (int i = 0; i < chunk.Length; i++)
            {
                writer.AddText(chunk[i], texts[i]);
            }
        }

        ByteSink record = new();
        foreach (int slot in slots)
        {
            Entry entry = entries[slot];
            record.Clear();
            StoredRecord.Write(record, entry.Article, entry.Signs, forms[slot].Form, forms[slot].PlainBytes);
            writer.AddRecord(slot, record.Written, entry.LowHashes, entry.Article.Date?.UtcTicks ?? SegmentSlot.NoDate);
        }

        for (SegmentTable table = SegmentTable.ShingleBands; table <= SegmentTable.Hashes; table++)
        {
            SegmentTable filed = table;
            Write(table, slots.Where(IsFirst).SelectMany(slot => KeysOf(filed, entries[slot].Signed).Select(key => (key, slot))));
        }

        Write(SegmentTable.Ids, slots.Where(slot => !removed.IsRemoved(first + slot)).Select(slot => (StoredKeys.OfId(entries[slot].Article.Id), slot)));
        Write(SegmentTable.Firsts, slots.Where(IsFirst).Select(slot => (StoredKeys.OfContent(entries[slot].Signs.Content), slot)));
        Write(
            SegmentTable.Copies,
            slots.Where(slot => !IsFirst(slot) && entries[slot].Signs.Family != StoredSigns.None && !removed.IsRemoved(first + slot))
                .Select(slot => (StoredKeys.OfContent(entries[slot].Signs.Content), slot)));
        return writer.Finish(storedOptions);

        bool IsFirst(int slot) => entries[slot].Signs.Family == first + slot;

        void Write(SegmentTable table, IEnumerable<(ulong Key, int Slot)> keys)
        {
            // Key and slot side by side in one word sort alike, and several times as fast.
            const int SlotBits = 64 - StoredKeys.Bits;
            System.Diagnostics.Debug.Assert(Count <= 1 << SlotBits, "A tail is written before it has so many articles.");
            ulong[] sorted = [.. keys.Select(static entry => (entry.Key << SlotBits) | (uint)entry.Slot)];
            Array.Sort(sorted);
            writer.AddTable(sorted.Length, MostPerKey(table, mostPerKey), sorted.Select(static entry => (entry >> SlotBits, (int)(entry & ((1UL << SlotBits) - 1)))));
        }
    }

    /// <summary>How many entries a key of a table keeps.</summary>
    internal static int MostPerKey(SegmentTable table, int mostProposed) => table <= SegmentTable.Hashes ? mostProposed : int.MaxValue;

    private IEnumerable<ulong> BandsOf(uint[]? signature)
    {
        for (int band = 0; signature is not null && banding is not null && band < banding.Bands; band++)
        {
            yield return StoredKeys.OfBand(banding, band, signature);
        }
    }

    private static IEnumerable<ulong> HashesOf(PositionalSketch sketch)
    {
        for (int i = 0; i < sketch.Hashes.Length; i++)
        {
            yield return StoredKeys.OfHash(sketch.Hashes[i]);
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
    /// <param name="Signs">What will be stored of that.</param>
    /// <param name="LowHashes">See <see cref="SegmentSlot.LowHashes"/>.</param>
    internal sealed record Entry(Article Article, SignedArticle Signed, StoredSigns Signs, byte LowHashes);
}
