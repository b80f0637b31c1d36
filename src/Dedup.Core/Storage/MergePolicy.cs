using System.Numerics;

namespace Dedup.Storage;

/// <summary>Says which segments to merge after a commit: an article is rewritten once for each time that the index has grown fourfold, and a lookup asks a few segments for each such step.</summary>
/// <remarks>Segments fall into tiers by their size, each four times the one before. When the newest ones hold four of a tier, those and all newer ones become one. A segment of which a quarter is gone is rewritten alone.</remarks>
internal static class MergePolicy
{
    private const int Together = 4;

    // The merger holds a table of slots in memory; this many take 200 MB.
    private const long MostSlots = 8_000_000;
    private const int GoneShare = 4;

    /// <summary>The next segments to merge, as a range; an empty range when none.</summary>
    /// <param name="segments">Slots of all segments and how many of them are gone, oldest first.</param>
    internal static (int Start, int Count) Choose(IReadOnlyList<(int Slots, int Gone)> segments)
    {
        for (int tier = 0; tier <= TierOf(int.MaxValue); tier++)
        {
            int start = segments.Count;
            long slots = 0;
            int ofTier = 0;
            while (start > 0 && TierOf(segments[start - 1].Slots) <= tier && slots + segments[start - 1].Slots <= MostSlots)
            {
                slots += segments[--start].Slots;
                ofTier += TierOf(segments[start].Slots) == tier ? 1 : 0;
            }

            // Small ones do not count: a large segment must not be rewritten whenever a few of them have come.
            if (ofTier >= Together)
            {
                return (start, segments.Count - start);
            }
        }

        for (int i = 0; i < segments.Count; i++)
        {
            if (segments[i].Gone > 0 && (long)segments[i].Gone * GoneShare >= segments[i].Slots)
            {
                return (i, 1);
            }
        }

        return (0, 0);
    }

    private static int TierOf(int slots) => BitOperations.Log2((uint)Math.Max(1, slots)) / 2;
}
