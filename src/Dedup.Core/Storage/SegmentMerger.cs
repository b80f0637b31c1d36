namespace Dedup.Storage;

/// <summary>Makes one segment of several neighbouring ones, without what is gone. Reads and writes each file from its start to its end, and keeps 24 bytes an article in memory.</summary>
/// <param name="folder">The folder of the index.</param>
/// <param name="removed">What is removed and gone.</param>
/// <param name="mostProposed">How many entries a key keeps in the tables that propose candidates.</param>
/// <param name="stop">Ends it before its end.</param>
internal sealed class SegmentMerger(IStorageFolder folder, RemovedArticles removed, int mostProposed, CancellationToken stop = default)
{
    /// <summary>Writes the merged segment; null when all is gone.</summary>
    /// <param name="segments">Neighbours, oldest articles first.</param>
    /// <param name="file">The number of the new file.</param>
    /// <param name="options">The stored options.</param>
    internal ManifestSegment? Merge(IReadOnlyList<Segment> segments, ulong file, string options)
    {
        (int first, int last) = Range(segments);
        if (last < first)
        {
            return null;
        }

        using SegmentWriter writer = new(folder, file, first, last - first + 1, mostProposed);
        foreach (Segment segment in segments)
        {
            PayloadWindow articles = new(segment.File);
            foreach ((int slot, SegmentSlot start, SegmentSlot end) in Kept(segment))
            {
                stop.ThrowIfCancellationRequested();
                ReadOnlySpan<byte> article = articles.Read(segment.Shape.Articles + start.Start, segment.LengthOf(start, end, slot));
                int text = Math.Min(article.Length, segment.TextStart(article, slot));
                writer.AddArticle(segment.First + slot - first, article[..text], article[text..], start.LowHashes, start.Date);
            }
        }

        for (SegmentTable table = SegmentTable.WordBands; table <= SegmentTable.Copies; table++)
        {
            MergeTables(segments, table, first, writer);
        }

        return writer.Finish(options);
    }

    private (int First, int Last) Range(IReadOnlyList<Segment> segments)
    {
        int first = int.MaxValue;
        int last = -1;
        foreach (Segment segment in segments)
        {
            foreach ((int slot, _, _) in Kept(segment))
            {
                first = Math.Min(first, segment.First + slot);
                last = segment.First + slot;
            }
        }

        return (first, last);
    }

    private IEnumerable<(int Slot, SegmentSlot Start, SegmentSlot End)> Kept(Segment segment) =>
        segment.ReadSlots().Where(slot => slot.Start.IsPresent && !removed.IsGone(segment.First + slot.Slot));

    /// <summary>Writes the entries of one table of all segments in order. Those of an older segment come first where keys are equal, so the slots of a key ascend.</summary>
    private void MergeTables(IReadOnlyList<Segment> segments, SegmentTable table, int first, SegmentWriter writer)
    {
        int flags = SegmentValue.Flags(table);
        KeyTableWriter merged = writer.BeginTable(segments.Sum(segment => segment[table].Shape.Count));
        KeyTableCursor[] sources = [.. segments.Select(segment => segment[table].ReadThrough())];
        ulong[] keys = [.. sources.Select(static source => source.MoveNext() ? source.Key : ulong.MaxValue)];
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            int least = 0;
            for (int i = 1; i < keys.Length; i++)
            {
                least = keys[i] < keys[least] ? i : least;
            }

            ulong key = keys[least];
            if (key == ulong.MaxValue)
            {
                break;
            }

            // Of the oldest segment, all that stands before the first article that is kept is gone.
            KeyTableCursor entries = sources[least];
            long shift = (long)(segments[least].First - first) << flags;
            do
            {
                if (IsKept(table, segments[least].First + SegmentValue.Slot(table, entries.Value)))
                {
                    merged.Add(key, (ulong)((long)entries.Value + shift));
                }

                keys[least] = entries.MoveNext() ? entries.Key : ulong.MaxValue;
            }
            while (keys[least] == key);
        }

        writer.EndTable(merged);
    }

    /// <summary>The first article of a family stays filed while a copy is left; its own id does not.</summary>
    private bool IsKept(SegmentTable table, int number) => table is SegmentTable.Ids or SegmentTable.Copies ? !removed.IsRemoved(number) : !removed.IsGone(number);
}
