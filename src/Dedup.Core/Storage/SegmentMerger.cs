namespace Dedup.Storage;

/// <summary>Makes one segment of several neighbouring ones, without what is gone. Reads and writes each file from its start to its end, and keeps 24 bytes an article in memory.</summary>
/// <param name="folder">The folder of the index.</param>
/// <param name="removed">What is removed and gone.</param>
/// <param name="mostPerKey">How many entries a key keeps in the tables that propose candidates.</param>
internal sealed class SegmentMerger(IStorageFolder folder, RemovedArticles removed, int mostPerKey)
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

        using SegmentWriter writer = new(folder, file, first, last - first + 1);
        foreach (Segment segment in segments)
        {
            PayloadWindow texts = new(segment.File);
            foreach ((int slot, SegmentSlot start, SegmentSlot end) in Kept(segment))
            {
                writer.AddText(segment.First + slot - first, texts.Read(segment.Shape.Texts + start.Text, segment.LengthOf(start.Text, end.Text, slot)));
            }
        }

        foreach (Segment segment in segments)
        {
            PayloadWindow records = new(segment.File);
            foreach ((int slot, SegmentSlot start, SegmentSlot end) in Kept(segment))
            {
                ReadOnlySpan<byte> record = records.Read(segment.Shape.Records + start.Record, segment.LengthOf(start.Record, end.Record, slot));
                writer.AddRecord(segment.First + slot - first, record, start.LowHashes, start.Date);
            }
        }

        for (SegmentTable table = SegmentTable.ShingleBands; table <= SegmentTable.Copies; table++)
        {
            SegmentTable read = table;
            writer.AddTable(segments.Sum(segment => (long)segment[read].Shape.Count), Tail.MostPerKey(table, mostPerKey), MergeTables(segments, table, first));
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

    /// <summary>The entries of one table of all segments in order. Those of an older segment come first where keys are equal, so the slots of a key ascend.</summary>
    private IEnumerable<(ulong Key, int Slot)> MergeTables(IReadOnlyList<Segment> segments, SegmentTable table, int first)
    {
        List<(IEnumerator<(ulong Key, int Slot)> Entries, int Shift)> sources = [];
        foreach (Segment segment in segments)
        {
            IEnumerator<(ulong Key, int Slot)> entries = segment[table].ReadThrough().GetEnumerator();
            if (entries.MoveNext())
            {
                sources.Add((entries, segment.First - first));
            }
        }

        while (sources.Count > 0)
        {
            int least = 0;
            for (int i = 1; i < sources.Count; i++)
            {
                least = sources[i].Entries.Current.Key < sources[least].Entries.Current.Key ? i : least;
            }

            (IEnumerator<(ulong Key, int Slot)> entries, int shift) = sources[least];
            (ulong key, int slot) = entries.Current;
            if (IsKept(table, slot + shift + first))
            {
                yield return (key, slot + shift);
            }

            if (!entries.MoveNext())
            {
                sources.RemoveAt(least);
            }
        }
    }

    /// <summary>The first article of a family stays filed while a copy is left; its own id does not.</summary>
    private bool IsKept(SegmentTable table, int number) => table is SegmentTable.Ids or SegmentTable.Copies ? !removed.IsRemoved(number) : !removed.IsGone(number);
}
