namespace Dedup.Storage;

/// <summary>Reads all files of an index and says what of them is not what was written. Holds no state.</summary>
internal static class IndexCheck
{
    // A file that is damaged throughout is damaged enough.
    private const int MostPages = 100;

    /// <summary>All damage of the last commit; empty when there is none.</summary>
    internal static List<IndexDamage> Run(IStorageFolder folder)
    {
        Manifest? manifest;
        try
        {
            manifest = Manifest.Load(folder);
        }
        catch (InvalidDataException)
        {
            return [new IndexDamage(Manifest.Name, 0, "the file's length or checksum is wrong, or it is no manifest")];
        }

        if (manifest is null)
        {
            return [new IndexDamage(Manifest.Name, 0, "the file is missing")];
        }

        List<IndexDamage> found = [];
        PageCache cache = new(bytes: 1 << 18);
        RemovedArticles removed = new();
        if (manifest.RemovedFile != 0 && CheckPages(folder, RemovedArticles.NameOf(manifest.RemovedFile), manifest.RemovedFile, manifest.RemovedFileBytes, cache, found))
        {
            removed = RemovedArticles.Load(folder, manifest.RemovedFile, manifest.RemovedFileBytes, cache);
        }

        long held = 0;
        foreach (ManifestSegment entry in manifest.Segments)
        {
            if (CheckPages(folder, SegmentWriter.NameOf(entry.Number), entry.Number, entry.FileBytes, cache, found))
            {
                held += CheckSegment(folder, entry, removed, cache, found);
            }
        }

        if (found.Count == 0 && held != manifest.Articles)
        {
            found.Add(new IndexDamage(Manifest.Name, 0, $"it counts {manifest.Articles} articles, the segments {held}"));
        }

        return found;
    }

    /// <summary>Checks the checksums of a file; says whether they are right, so that its contents can be looked at.</summary>
    internal static bool CheckPages(IStorageFolder folder, string name, ulong number, long? fileBytes, PageCache cache, List<IndexDamage> found)
    {
        int before = found.Count;
        try
        {
            using PagedFile file = new(folder, name, number, fileBytes: null, cache);
            found.AddRange(file.FindDamage().Take(MostPages).Select(place => new IndexDamage(name, place, "the page's checksum is wrong")));
            if (fileBytes is { } expected && expected != file.FileBytes)
            {
                found.Add(new IndexDamage(name, Math.Min(expected, file.FileBytes), $"the file has {file.FileBytes} bytes, not {expected}"));
            }
        }
        catch (InvalidDataException)
        {
            found.Add(new IndexDamage(name, 0, "the file is missing"));
        }
        catch (IOException exception)
        {
            found.Add(new IndexDamage(name, 0, $"the file cannot be read: {exception.Message}"));
        }

        return found.Count == before;
    }

    /// <summary>Checks that what a segment says of itself holds together, and counts the articles that it holds.</summary>
    private static int CheckSegment(IStorageFolder folder, ManifestSegment entry, RemovedArticles removed, PageCache cache, List<IndexDamage> found)
    {
        string name = SegmentWriter.NameOf(entry.Number);
        try
        {
            using Segment segment = new(folder, entry.Number, entry.FileBytes, cache);
            if (segment.First != entry.First || segment.Slots != entry.Slots)
            {
                found.Add(new IndexDamage(name, 0, "the manifest gives it other articles"));
            }

            int present = 0;
            int held = 0;
            foreach ((int slot, SegmentSlot start, _) in segment.ReadSlots())
            {
                if (start.IsPresent)
                {
                    present++;
                    held += removed.IsRemoved(segment.First + slot) ? 0 : 1;
                    CheckArticle(segment, slot, removed);
                }
            }

            if (present != segment.Shape.Present)
            {
                found.Add(new IndexDamage(name, 0, $"it says that it has {segment.Shape.Present} articles and has {present}"));
            }

            for (SegmentTable table = SegmentTable.WordBands; table <= SegmentTable.Copies; table++)
            {
                CheckTable(segment, table);
            }

            return held;
        }
        catch (InvalidDataException exception)
        {
            found.Add(new IndexDamage(name, 0, exception.Message));
            return 0;
        }
    }

    private static void CheckArticle(Segment segment, int slot, RemovedArticles removed)
    {
        Article article = segment.ReadArticle(slot);
        StoredHead head = segment.ReadHead(slot);
        int number = segment.First + slot;
        if (head.Family > number || head.Family < StoredHead.None)
        {
            throw segment.Damaged(slot, $"its family is {head.Family}");
        }

        if (!removed.IsRemoved(number) && !Has(segment[SegmentTable.Ids], StoredKeys.OfId(article.Id), slot))
        {
            throw segment.Damaged(slot, "it is not found by its id");
        }

        SegmentTable contents = head.Family == number ? SegmentTable.Firsts : SegmentTable.Copies;
        if (head.Family != StoredHead.None && !removed.IsRemoved(number) && !Has(segment[contents], StoredKeys.OfContent(head.Content), slot))
        {
            throw segment.Damaged(slot, "it is not found by its tokens");
        }
    }

    private static bool Has(KeyTable table, ulong key, int slot)
    {
        List<ulong> found = [];
        table.Find(key, found);
        return found.Contains((ulong)slot);
    }

    private static void CheckTable(Segment segment, SegmentTable table)
    {
        KeyTableCursor entries = segment[table].ReadThrough();
        (ulong Key, int Slot) before = (0, -1);
        while (entries.MoveNext())
        {
            (ulong Key, int Slot) entry = (entries.Key, SegmentValue.Slot(table, entries.Value));
            if (entry.CompareTo(before) <= 0 || entry.Slot >= segment.Slots)
            {
                throw segment.File.Damaged(segment[table].Shape.Parts[0].Start, $"the table {table} is out of order");
            }

            before = entry;
        }
    }
}
