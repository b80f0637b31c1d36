namespace Dedup.Internals;

/// <summary>Cuts small arrays from large ones, so that the collector has few to find and none to move, and no header goes with each. What is cut lives as long as the last of its large array. Not thread-safe.</summary>
/// <param name="most">Elements of the largest array that is cut; 0 to make each array on its own.</param>
internal sealed class Slab<T>(int most)
    where T : unmanaged
{
    /// <summary>The first array is so much smaller than the largest, and each twice as long as the one before, or a small pile would pay for a large one.</summary>
    private const int Doublings = 6;

    private T[] current = [];
    private int used;

    /// <summary>Lets all that was cut be cut again, and goes of an array longer than the largest.</summary>
    internal void Clear()
    {
        current = current.Length > most ? [] : current;
        used = 0;
    }

    /// <summary>Elements that nobody else has. What they hold is whatever was there.</summary>
    /// <param name="length">How many.</param>
    internal ArraySegment<T> Take(int length)
    {
        if (current.Length - used < length)
        {
            int next = Math.Min(most, Math.Max(most >> Doublings, 2 * current.Length));
            current = GC.AllocateUninitializedArray<T>(Math.Max(next, length));
            used = 0;
        }

        ArraySegment<T> taken = new(current, used, length);
        used += length;
        return taken;
    }
}
