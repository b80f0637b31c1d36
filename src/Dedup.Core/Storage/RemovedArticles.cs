using System.Globalization;

namespace Dedup.Storage;

/// <summary>The articles that were removed but may still stand in a segment. Any number of threads may ask at once, but none while one changes it.</summary>
/// <remarks>
/// The first article of a family stands for its copies in the tables. When it is removed and a copy stays, it is a removed article that is still filed; when no copy is left, it is gone. All
/// other removed articles are gone at once. What is gone is left out when segments are merged, and then forgotten here.
/// </remarks>
internal sealed class RemovedArticles
{
    /// <summary>"DEDUPREM" in the order of the bytes.</summary>
    private const ulong Magic = 0x4D45525055444544;

    private readonly NumberSet removed;
    private readonly NumberSet gone;

    internal RemovedArticles()
        : this(new NumberSet(), new NumberSet())
    {
    }

    private RemovedArticles(NumberSet removed, NumberSet gone)
    {
        this.removed = removed;
        this.gone = gone;
    }

    internal int Count => removed.Count;

    internal bool IsRemoved(int number) => removed.Contains(number);

    /// <summary>Whether neither the article nor a copy of which it is the first is left.</summary>
    internal bool IsGone(int number) => gone.Contains(number);

    internal int CountGone(int first, int slots) => gone.CountWithin(first, slots);

    /// <summary>The number of an article that is removed; it may be the first of copies that stay.</summary>
    internal void Remove(int number) => removed.Add(number);

    /// <summary>A removed article, and what it was the first of, is gone.</summary>
    internal void Forsake(int number) => gone.Add(number);

    /// <summary>Forgets what is gone in a range of numbers, because it stands in no segment any more.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="count">How many numbers.</param>
    /// <param name="known">What was known to be gone when they were left out.</param>
    internal void Forget(int first, int count, RemovedArticles known)
    {
        for (int number = first; number < first + count && gone.Count > 0; number++)
        {
            if (known.IsGone(number) && gone.Remove(number))
            {
                removed.Remove(number);
            }
        }
    }

    /// <summary>The same, to be left as it is.</summary>
    internal RemovedArticles Copy() => new(removed.Copy(), gone.Copy());

    internal static string NameOf(ulong file) => file.ToString("D10", CultureInfo.InvariantCulture) + ".removed";

    /// <summary>Writes the file and returns its length once it is durable.</summary>
    internal long Save(IStorageFolder folder, ulong number)
    {
        ByteSink sink = new();
        sink.Write(Magic);
        sink.Write(StoredVersion.Current);
        sink.Write(number);
        removed.Write(sink);
        gone.Write(sink);
        using PageWriter file = new(folder.Create(NameOf(number)), number);
        file.Write(sink.Written);
        return file.Finish();
    }

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    internal static RemovedArticles Load(IStorageFolder folder, ulong number, long? fileBytes, PageCache cache)
    {
        using PagedFile file = new(folder, NameOf(number), number, fileBytes, cache);
        byte[] bytes = new byte[file.Length];
        file.ReadThrough(0, bytes);
        try
        {
            ByteSource source = new(bytes);
            if (source.ReadUInt64() != Magic)
            {
                throw new InvalidDataException("This is no list of removed articles");
            }

            StoredVersion.Check(source.ReadUInt32(), file.Path);
            source.ReadUInt64();
            return new RemovedArticles(NumberSet.Read(ref source), NumberSet.Read(ref source));
        }
        catch (InvalidDataException exception)
        {
            throw file.Damaged(0, exception.Message.TrimEnd('.'));
        }
    }
}
