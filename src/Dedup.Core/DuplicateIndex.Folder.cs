using Dedup.Storage;

namespace Dedup;

/// <content>An index that lives in a folder.</content>
public sealed partial class DuplicateIndex
{
    private const long LeastCacheBytes = 1_000_000;

    private StoredContents Stored => contents as StoredContents
        ?? throw new InvalidOperationException("This index lives in memory: only one that was opened in a folder has commits.");

    /// <summary>Opens the index in a folder for reading and writing, and makes an empty one where there is no folder or an empty one. One process, and in it one object, writes at a time; any number may read.</summary>
    /// <param name="folder">The folder. It belongs to the index alone.</param>
    /// <param name="options">What to look for and how. An index keeps the options it was made with, so others are refused; null takes what it has, or the defaults for a new one.
    /// <see cref="DedupOptions.Representative"/>, <see cref="DedupOptions.RecallSample"/> and <see cref="DedupOptions.Threads"/> play no part.</param>
    /// <param name="cacheBytes">How much memory is used at most to keep what was read of the files, 1 MB or more. Default 256 MiB. A million articles of 400 words want about 120 MB, with less each question reads more from the disk.</param>
    /// <remarks>Costs the same whatever the index holds. Texts are stored, packed, since answers are verified on them.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cacheBytes"/> is less than 1,000,000.</exception>
    /// <exception cref="ArgumentException">The options contradict each other, or are not those of the index; the message names the one that differs.</exception>
    /// <exception cref="IOException">The index is open for writing already, the folder holds other things, or reading or writing failed.</exception>
    /// <exception cref="InvalidDataException">The index is damaged; the message names file and place.</exception>
    /// <exception cref="NotSupportedException">A newer version of the library wrote it.</exception>
    public static DuplicateIndex Open(string folder, DedupOptions? options = null, long cacheBytes = StoredContents.UsualCacheBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(cacheBytes, LeastCacheBytes);
        return Open(DiskFolder.Make(folder), options, cacheBytes);
    }

    /// <summary>Opens the last commit of the index in a folder for reading. It stays as it is, whatever a writer does, until <see cref="Refresh"/>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cacheBytes">How much memory is used at most to keep what was read of the files, 1 MB or more. Default 256 MiB.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cacheBytes"/> is less than 1,000,000.</exception>
    /// <exception cref="FileNotFoundException">There is no index.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    /// <exception cref="InvalidDataException">The index is damaged; the message names file and place.</exception>
    /// <exception cref="NotSupportedException">A newer version of the library wrote it.</exception>
    public static DuplicateIndex OpenRead(string folder, long cacheBytes = StoredContents.UsualCacheBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(cacheBytes, LeastCacheBytes);
        return OpenRead(new DiskFolder(folder), cacheBytes);
    }

    /// <summary>Makes durable all that was added and removed since the last commit: when this returns, no end of the process and no power cut takes it back. What was not committed is lost when
    /// the index is disposed of or the process ends.</summary>
    /// <remarks>Also merges small segments where that is due, of up to 65,536 articles. Larger ones are merged on another thread while the index goes on, each article about once for every fourfold
    /// growth; <see cref="Dispose"/> waits for that.</remarks>
    /// <exception cref="InvalidOperationException">The index lives in memory, was opened for reading, or failed before.</exception>
    /// <exception cref="IOException">Writing failed, as on a full disk. Open the index anew: the last commit that returned is intact.</exception>
    public void Commit() => Change(() =>
    {
        Stored.Commit();
        return true;
    });

    /// <summary>Commits, and rewrites the index as one segment without anything that was removed. Costs time in proportion to what it holds.</summary>
    /// <inheritdoc cref="Commit" path="/exception"/>
    public void Compact() => Change(() =>
    {
        Stored.Compact();
        return true;
    });

    /// <summary>Goes on to the last commit, when the index was opened for reading; else does nothing.</summary>
    /// <exception cref="InvalidOperationException">The index lives in memory.</exception>
    /// <exception cref="InvalidDataException">The index is damaged.</exception>
    public void Refresh() => Change(() =>
    {
        Stored.Refresh();
        return true;
    });

    /// <summary>What the index holds and takes on disk.</summary>
    /// <exception cref="InvalidOperationException">The index lives in memory.</exception>
    public IndexStatistics Statistics()
    {
        gate.EnterReadLock();
        try
        {
            return Stored.Statistics();
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <summary>Reads the whole last commit of the index in a folder and checks every byte of it. Costs time in proportion to its size; a writer may go on meanwhile, unless it merges.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>What is damaged; empty when nothing is.</returns>
    /// <exception cref="IOException">Reading failed, and not for damage.</exception>
    /// <exception cref="NotSupportedException">A newer version of the library wrote it.</exception>
    public static IReadOnlyList<IndexDamage> Verify(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Verify(new DiskFolder(folder));
    }

    /// <summary>Makes an index of all that is intact of a damaged one: every intact segment is kept, and the articles of the others are lost. Does nothing when there is no damage.</summary>
    /// <param name="folder">The folder. Damaged files stay in it, under names that end in <c>.damaged</c>.</param>
    /// <returns>The damage that was found.</returns>
    /// <remarks>Without its manifest an index may afterwards hold articles that were added and not committed; without its list of removed articles, those are there again.</remarks>
    /// <exception cref="IOException">The index is open for writing, or reading or writing failed.</exception>
    /// <exception cref="InvalidDataException">Nothing is intact.</exception>
    /// <exception cref="NotSupportedException">A newer version of the library wrote it.</exception>
    public static IReadOnlyList<IndexDamage> Repair(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Directory.Exists(folder) ? Repair(new DiskFolder(folder)) : throw new DirectoryNotFoundException($"There is no folder {folder}.");
    }

    internal static IReadOnlyList<IndexDamage> Verify(IStorageFolder folder) => IndexCheck.Run(folder);

    internal static IReadOnlyList<IndexDamage> Repair(IStorageFolder folder)
    {
        IReadOnlyList<IndexDamage> damage;
        using (folder.LockForWriting())
        {
            damage = IndexRepair.Run(folder);
        }

        if (damage.Count > 0)
        {
            using DuplicateIndex index = Open(folder);
            IndexRepair.FindOrphans(index.Stored).ForEach(article => index.Replace(article));
            index.Commit();
        }

        return damage;
    }

    internal static DuplicateIndex Open(
        IStorageFolder folder, DedupOptions? options = null, long cacheBytes = StoredContents.UsualCacheBytes, int mostMergedAtOnce = StoredContents.UsualMergedAtOnce)
    {
        StoredContents stored = StoredContents.Open(folder, options, cacheBytes, mostMergedAtOnce);
        return new DuplicateIndex(stored.Options, stored);
    }

    internal static DuplicateIndex OpenRead(IStorageFolder folder, long cacheBytes = StoredContents.UsualCacheBytes)
    {
        StoredContents stored = StoredContents.OpenRead(folder, cacheBytes);
        return new DuplicateIndex(stored.Options, stored);
    }
}
