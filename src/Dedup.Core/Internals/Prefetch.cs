using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Dedup.Internals;

/// <summary>Asks for memory some time before it is needed. It changes nothing but speed, on processors without the instruction not even that.</summary>
/// <remarks>For memory in an order that no processor can guess: many lines are then on their way at once, where a store that waits for its line holds up all stores after it. The only unsafe code of the library, and nothing is read or written by it.</remarks>
internal static class Prefetch
{
    /// <summary>Asks for the cache line so many values behind one; it may lie outside the array, or of all memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Behind<T>(ref T value, int distance)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref value, distance)));
        }
    }
}
