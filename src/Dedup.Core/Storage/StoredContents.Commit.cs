namespace Dedup.Storage;

/// <content>How what was added and removed becomes the last commit: a segment of it, the manifest that names all segments, and then the merging of small segments.</content>
internal sealed partial class StoredContents
{
    /// <summary>Makes durable what was added and removed.</summary>
    internal void Commit()
    {
        CheckWritable();
        if (isChanged || isRemovedChanged)
        {
            Do("committing", () =>
            {
                WriteTail();
                Publish();
                while (MergePolicy.Choose([.. segments.Select(segment => (segment.Slots, removed.CountGone(segment.First, segment.Slots)))]) is { Count: > 0 } range)
                {
                    Merge(range.Start, range.Count);
                }
            });
        }
    }

    /// <summary>Commits and makes one segment of all, without anything that was removed.</summary>
    internal void Compact()
    {
        Commit();
        if (segments.Count > 1 || (segments.Count == 1 && removed.Count > 0))
        {
            Do("compacting", () => Merge(0, segments.Count));
        }
    }

    private void WriteTail()
    {
        if (tail.Count > 0)
        {
            if (tail.Write(folder, nextFile++, removed, storedOptions) is { } written)
            {
                segments.Add(new Segment(folder, written.Number, written.FileBytes, cache));
            }

            removed.Forget(tail.First, tail.Count);
            tail = NewTail(tail.Next);
        }
    }

    /// <summary>Makes the segments that are open now, and what is removed from them, the last commit.</summary>
    private void Publish()
    {
        (ulong file, long bytes) = (manifest.RemovedFile, manifest.RemovedFileBytes);
        if (isRemovedChanged)
        {
            (file, bytes) = removed.Count == 0 ? (0, 0) : (nextFile++, 0);
            bytes = file == 0 ? 0 : removed.Save(folder, file);
        }

        Manifest next = manifest with
        {
            Generation = manifest.Generation + 1,
            NextFile = nextFile,
            NextNumber = tail.Next,
            Articles = articles,
            Segments = [.. segments.Select(static segment => segment.Entry)],
            RemovedFile = file,
            RemovedFileBytes = bytes,
        };
        next.Replace(folder);
        ulong before = manifest.RemovedFile;
        manifest = next;
        isChanged = false;
        isRemovedChanged = false;
        if (before != 0 && before != file)
        {
            folder.Delete(RemovedArticles.NameOf(before));
        }
    }

    private void Merge(int start, int count)
    {
        List<Segment> merged = segments.GetRange(start, count);
        int first = merged[0].First;
        int end = merged[^1].First + merged[^1].Slots;
        ulong file = nextFile++;
        ManifestSegment? written = new SegmentMerger(folder, removed, mostPerKey).Merge(merged, file, storedOptions);
        List<Segment> after = [.. segments];
        after.RemoveRange(start, count);
        if (written is { } entry)
        {
            after.Insert(start, new Segment(folder, entry.Number, entry.FileBytes, cache));
        }

        segments = after;
        int before = removed.Count;
        removed.Forget(first, end - first);
        isRemovedChanged |= removed.Count != before;
        Publish();
        foreach (Segment segment in merged)
        {
            segment.Dispose();
            folder.Delete(segment.File.Name);
        }
    }

    /// <summary>Does what must not be left half done: when it fails, nothing more is done with what is in memory.</summary>
    private void Do(string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            failure = exception;
            if (exception is IOException)
            {
                throw new IOException($"The index {folder.Path} failed while {what}: {exception.Message} Open it anew; its last commit is intact.", exception);
            }

            throw;
        }
    }
}
