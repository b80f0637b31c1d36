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
                IReadOnlyList<Segment> replaced = merging is { } ended && (tail.Next >= ended.Due || ended.HasFailed) ? TakeMerged() : [];
                Publish();
                Discard(replaced);
                MergeWhatIsDue();
            });
        }
    }

    /// <summary>Commits and makes one segment of all, without anything that was removed.</summary>
    internal void Compact()
    {
        Commit();
        if (merging is not null || segments.Count > 1 || (segments.Count == 1 && removed.Count > 0))
        {
            Do("compacting", () =>
            {
                if (merging is not null)
                {
                    IReadOnlyList<Segment> replaced = TakeMerged();
                    Publish();
                    Discard(replaced);
                }

                Merge(0, segments.Count);
            });
        }
    }

    /// <summary>Merges small segments at once, and begins to merge larger ones in the background, one merge at a time.</summary>
    private void MergeWhatIsDue()
    {
        while (true)
        {
            // What is being merged, and what is older, waits.
            int start = merging is null ? 0 : segments.IndexOf(merging.Segments[^1]) + 1;
            (int first, int count) = MergePolicy.Choose([.. segments.Skip(start).Select(segment => (segment.Slots, removed.CountGone(segment.First, segment.Slots)))]);
            if (count == 0)
            {
                return;
            }

            // Beside a large merge, small segments would become many.
            long slots = segments.GetRange(start + first, count).Sum(static segment => (long)segment.Slots);
            if (slots <= (merging is null ? mostMergedAtOnce / 4 : mostMergedAtOnce))
            {
                Merge(start + first, count);
            }
            else if (merging is null)
            {
                BeginMerging(segments.GetRange(first, count));
            }
            else
            {
                return;
            }
        }
    }

    private void BeginMerging(List<Segment> merged)
    {
        ulong file = nextFile++;
        RemovedArticles known = removed.Copy();
        merging = new BackgroundMerge(merged, file, tail.Next, known, stop => new SegmentMerger(folder, known, mostPerKey, stop).Merge(merged, file, storedOptions));
    }

    /// <summary>Puts the segment that was merged in the background in the place of those that it was made of, which are returned. To be published.</summary>
    private IReadOnlyList<Segment> TakeMerged()
    {
        BackgroundMerge ended = merging!;
        ManifestSegment? written = ended.Take();
        merging = null;
        ended.Dispose();
        Replace(segments.IndexOf(ended.Segments[0]), ended.Segments, written, ended.Removed);
        return ended.Segments;
    }

    /// <summary>Waits for the merge in the background and keeps what it made, unless the index failed before.</summary>
    private void EndMerging()
    {
        if (merging is null)
        {
            return;
        }

        try
        {
            if (failure is null)
            {
                Do("merging", PublishMerged);
            }
        }
        finally
        {
            merging.Dispose();
            merging = null;
        }
    }

    /// <summary>Publishes what was merged in the background as a change of the last commit, without what was added or removed since.</summary>
    private void PublishMerged()
    {
        BackgroundMerge ended = merging!;
        ManifestSegment? written = ended.Take();
        List<ManifestSegment> after = [.. manifest.Segments];
        int start = after.IndexOf(ended.Segments[0].Entry);
        after.RemoveRange(start, ended.Segments.Count);
        if (written is { } entry)
        {
            after.Insert(start, entry);
        }

        (manifest with { Generation = manifest.Generation + 1, NextFile = nextFile, Segments = after }).Replace(folder);
        Discard(ended.Segments);
    }

    private void WriteTail()
    {
        if (tail.Count > 0)
        {
            if (tail.Write(folder, nextFile++, removed, storedOptions) is { } written)
            {
                segments.Add(new Segment(folder, written.Number, written.FileBytes, cache));
            }

            removed.Forget(tail.First, tail.Count, removed);
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
        ManifestSegment? written = new SegmentMerger(folder, removed, mostPerKey).Merge(merged, nextFile++, storedOptions);
        Replace(start, merged, written, removed);
        Publish();
        Discard(merged);
    }

    private void Replace(int start, IReadOnlyList<Segment> merged, ManifestSegment? written, RemovedArticles known)
    {
        List<Segment> after = [.. segments];
        after.RemoveRange(start, merged.Count);
        if (written is { } entry)
        {
            after.Insert(start, new Segment(folder, entry.Number, entry.FileBytes, cache));
        }

        segments = after;
        int before = removed.Count;
        removed.Forget(merged[0].First, merged[^1].First + merged[^1].Slots - merged[0].First, known);
        isRemovedChanged |= removed.Count != before;
    }

    private void Discard(IReadOnlyList<Segment> replaced)
    {
        foreach (Segment segment in replaced)
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
