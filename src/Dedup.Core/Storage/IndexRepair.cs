namespace Dedup.Storage;

/// <summary>Makes an index of what is intact of a damaged one. Holds no state.</summary>
/// <remarks>
/// Every intact segment is kept, every damaged file set aside under another name. Where the manifest is damaged, the segments say what they hold: of two that hold the same articles the later one is
/// taken, and what was not committed may be among them. Where the list of removed articles is damaged, they are there again.
/// </remarks>
internal static class IndexRepair
{
    private const string SetAside = ".damaged";

    /// <summary>Writes a new manifest, unless there is no damage.</summary>
    /// <returns>The damage that was found.</returns>
    /// <exception cref="InvalidDataException">No segment is intact, and neither is the manifest.</exception>
    internal static IReadOnlyList<IndexDamage> Run(IStorageFolder folder)
    {
        List<IndexDamage> damage = IndexCheck.Run(folder);
        if (damage.Count == 0)
        {
            return damage;
        }

        bool hasManifest = !damage.Exists(static place => string.Equals(place.File, Manifest.Name, StringComparison.Ordinal) && place.Offset == 0);
        PageCache cache = new(bytes: 1 << 18);
        Manifest basis = hasManifest ? Manifest.Load(folder)! : FromFiles(folder, cache, damage);
        HashSet<string> damaged = new(damage.Select(static place => place.File), StringComparer.Ordinal);
        List<ManifestSegment> intact = [.. basis.Segments.Where(segment => !damaged.Contains(SegmentWriter.NameOf(segment.Number)))];
        bool keepsRemoved = basis.RemovedFile != 0 && !damaged.Contains(RemovedArticles.NameOf(basis.RemovedFile));
        RemovedArticles removed = keepsRemoved ? RemovedArticles.Load(folder, basis.RemovedFile, basis.RemovedFileBytes, cache) : new RemovedArticles();
        Manifest repaired = basis with
        {
            Generation = basis.Generation + 1,
            Articles = intact.Sum(entry => CountHeld(folder, entry, removed, cache)),
            Segments = intact,
            RemovedFile = keepsRemoved ? basis.RemovedFile : 0,
            RemovedFileBytes = keepsRemoved ? basis.RemovedFileBytes : 0,
        };
        HashSet<string> there = new(folder.List(), StringComparer.Ordinal);
        foreach (string name in damaged.Where(there.Contains))
        {
            folder.Rename(name, name + SetAside);
        }

        repaired.Replace(folder);
        return damage;
    }

    /// <summary>The articles whose family's first article is in no segment any more, so that nothing finds them by their text.</summary>
    internal static List<Article> FindOrphans(StoredContents contents)
    {
        List<Article> orphans = [];
        foreach (Segment segment in contents.Segments)
        {
            foreach ((int slot, SegmentSlot start, _) in segment.ReadSlots())
            {
                if (start.IsPresent
                    && !contents.Removed.IsRemoved(segment.First + slot)
                    && segment.ReadHead(slot) is { Family: not StoredHead.None } head
                    && !contents.Segments.Any(other => other.Covers(head.Family)))
                {
                    orphans.Add(segment.ReadArticle(slot));
                }
            }
        }

        return orphans;
    }

    private static int CountHeld(IStorageFolder folder, ManifestSegment entry, RemovedArticles removed, PageCache cache)
    {
        using Segment segment = new(folder, entry.Number, entry.FileBytes, cache);
        return segment.ReadSlots().Count(slot => slot.Start.IsPresent && !removed.IsRemoved(segment.First + slot.Slot));
    }

    private static Manifest FromFiles(IStorageFolder folder, PageCache cache, List<IndexDamage> damage)
    {
        Manifest? manifest = null;
        List<ManifestSegment> kept = [];
        ulong nextFile = 1;
        foreach (ulong number in Numbers(folder, ".segment"))
        {
            nextFile = Math.Max(nextFile, number + 1);
            if (IndexCheck.CheckPages(folder, SegmentWriter.NameOf(number), number, fileBytes: null, cache, damage))
            {
                using Segment segment = new(folder, number, fileBytes: null, cache);
                manifest ??= new Manifest { Options = segment.Shape.Options };
                if (string.Equals(manifest.Options, segment.Shape.Options, StringComparison.Ordinal)
                    && !kept.Exists(other => segment.First < other.First + other.Slots && other.First < segment.First + segment.Slots))
                {
                    kept.Add(segment.Entry);
                }
            }
        }

        if (manifest is null)
        {
            throw new InvalidDataException($"{folder.Path}: neither the manifest nor a segment is intact: nothing can be repaired.");
        }

        foreach (ulong number in Numbers(folder, ".removed"))
        {
            nextFile = Math.Max(nextFile, number + 1);
            string name = RemovedArticles.NameOf(number);
            if (manifest.RemovedFile == 0 && IndexCheck.CheckPages(folder, name, number, fileBytes: null, cache, damage))
            {
                using PagedFile file = new(folder, name, number, fileBytes: null, cache);
                manifest = manifest with { RemovedFile = number, RemovedFileBytes = file.FileBytes };
            }
        }

        kept.Sort(static (x, y) => x.First.CompareTo(y.First));
        return manifest with { Segments = kept, NextFile = nextFile, NextNumber = kept.Max(static segment => segment.First + segment.Slots) };
    }

    /// <summary>The numbers of the files with some ending, the latest first.</summary>
    private static IEnumerable<ulong> Numbers(IStorageFolder folder, string ending) =>
        folder.List().Select(name => StoredFolder.NumberOf(name, ending)).OfType<ulong>().OrderDescending();
}
