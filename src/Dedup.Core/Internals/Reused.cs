using System.Collections.Concurrent;

namespace Dedup.Internals;

/// <summary>Scratch memory of the threads of one <see cref="ParallelPhase"/> run after another.</summary>
/// <param name="make">Makes the memory of one more thread.</param>
/// <param name="clear">Makes it ready for another run.</param>
internal sealed class Reused<T>(Func<T> make, Action<T> clear)
{
    private readonly ConcurrentBag<T> all = [];

    /// <summary>What gives each thread of the next run memory of its own. The run before must have ended, and what it put there is lost.</summary>
    internal Func<T> Begin()
    {
        ConcurrentBag<T> idle = [.. all];
        return () =>
        {
            if (idle.TryTake(out T? one))
            {
                clear(one);
                return one;
            }

            one = make();
            all.Add(one);
            return one;
        };
    }
}
