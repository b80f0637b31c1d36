using System.Globalization;

namespace Dedup.Batch;

/// <summary>Which parts of one phase are done: numbered items, so many to a part, each part found in a checkpoint or saved there by whoever finishes its last item. Thread-safe once all parts have been looked for.</summary>
/// <param name="store">Where the parts are.</param>
/// <param name="name">What their names begin with.</param>
/// <param name="items">How many items there are.</param>
/// <param name="perPart">How many of them make a part.</param>
internal sealed class CheckpointParts(ICheckpointStore store, string name, int items, int perPart)
{
    private readonly bool[] isLoaded = new bool[(items + perPart - 1) / perPart];
    private readonly int[] missing = [.. Enumerable.Range(0, (items + perPart - 1) / perPart).Select(part => Math.Min(perPart, items - (part * perPart)))];

    /// <summary>How many parts there are.</summary>
    internal int Count => isLoaded.Length;

    internal bool AreAllLoaded => Array.TrueForAll(isLoaded, static loaded => loaded);

    internal bool AreAnyLoaded => Array.Exists(isLoaded, static loaded => loaded);

    /// <summary>Looks for a part.</summary>
    /// <param name="part">Its number.</param>
    /// <param name="tryRead">Takes in its content; false when that is not the part's.</param>
    internal void Load(int part, Func<byte[], bool> tryRead) => isLoaded[part] = store.Load(NameOf(part)) is { } content && tryRead(content);

    /// <summary>Whether the part of an item was found.</summary>
    internal bool IsLoaded(int item) => isLoaded[PartOf(item)];

    internal int PartOf(int item) => item / perPart;

    /// <summary>The items of a part: the first one, and the one behind the last.</summary>
    internal (int Start, int End) ItemsOf(int part) => (part * perPart, Math.Min(items, (part + 1) * perPart));

    /// <summary>Says that an item is done, and whether it was the last of its part.</summary>
    internal bool Finish(int item) => Interlocked.Decrement(ref missing[PartOf(item)]) == 0;

    internal void Save(int part, ReadOnlySpan<byte> content) => store.Save(NameOf(part), content);

    private string NameOf(int part) => string.Create(CultureInfo.InvariantCulture, $"{name}-{part}");
}
