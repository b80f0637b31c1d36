namespace Dedup.Storage;

/// <summary>The version of the format of an index on disk: docs/storage-format.md describes it byte by byte. What is written under a version can be read for ever.</summary>
internal static class StoredVersion
{
    internal const uint Current = 1;

    /// <summary>Refuses what a later version of the library wrote.</summary>
    internal static void Check(uint version, string path)
    {
        if (version != Current)
        {
            throw new NotSupportedException(
                $"{path}: the index has format version {version}; this version of Dedup knows version {Current}. Use the version of Dedup that wrote it, or a newer one.");
        }
    }
}
