using System.Runtime.InteropServices;

namespace Dedup.Storage;

/// <summary>Which entries of one key a table keeps: all, or the first so many. Where more come, those that have the key for an anchor go first, since a question passes over them then. One thread at a time.</summary>
/// <param name="most">How many are kept.</param>
/// <param name="isAnchor">Whether a value is that of an anchor; null where there are none.</param>
internal sealed class PostingCap(int most, Func<ulong, bool>? isAnchor)
{
    private readonly List<ulong> kept = [];
    private bool isFull;

    /// <summary>The key whose entries come now.</summary>
    internal ulong Key { get; private set; }

    /// <summary>What stays of them, in order.</summary>
    internal ReadOnlySpan<ulong> Kept => CollectionsMarshal.AsSpan(kept);

    internal void Begin(ulong key)
    {
        Key = key;
        kept.Clear();
        isFull = false;
    }

    internal void Add(ulong value)
    {
        if (isFull && isAnchor?.Invoke(value) == true)
        {
            return;
        }

        if (kept.Count == most && !isFull)
        {
            isFull = true;
            if (isAnchor is not null)
            {
                kept.RemoveAll(new Predicate<ulong>(isAnchor));
                Add(value);
                return;
            }
        }

        if (kept.Count < most)
        {
            kept.Add(value);
        }
    }
}
