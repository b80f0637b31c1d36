#if NET10_0_OR_GREATER
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
#endif

namespace Dedup.Signatures;

/// <summary>Selects shingles so that any run of a window's length holds one, and equal runs the same ones: anchors for passages too short for a random sample.</summary>
/// <remarks>
/// <para>
/// Of each window of w shingles in a row the least hash is taken, the rightmost of equal ones, and each place once: about 2 / (w + 1) of all. (S. Schleimer, D. S. Wilkerson, A. Aiken,
/// "Winnowing: Local algorithms for document fingerprinting", SIGMOD 2003.) A run of n w shingles that two texts share holds n windows side by side, and so at least n anchors in common.
/// </para>
/// <para>
/// Cost is linear in the shingles. In <see cref="SelectScalar"/> the least of a window is looked for anew only when it has left, which hashes in ascending order, and no others, bring about at every
/// step. Holds scratch memory: one per thread.
/// </para>
/// </remarks>
internal sealed partial class Winnowing
{
    /// <summary>Few of those selected are greater than this share of all hashes times the inverse of the window: e^-4 of them.</summary>
    private const ulong Spread = 4;

    /// <summary>What was selected last.</summary>
    internal SketchSelection Selected { get; } = new();

    /// <summary>The selected shingles above a bound, ascending by hash, each hash once with the first of its places.</summary>
    /// <param name="shingles">The shingle hashes in the order of the text.</param>
    /// <param name="window">Shingles to a window, 1 or more.</param>
    /// <param name="above">What is at most this is passed over: the sample has it.</param>
    internal void Select(ReadOnlySpan<ulong> shingles, int window, ulong above)
    {
        Selected.Clear();
#if NET10_0_OR_GREATER
        if (Avx512F.IsSupported && window >= Vector512<ulong>.Count)
        {
            SelectVector512(shingles, window, above);
        }
        else
#endif
        {
            SelectScalar(shingles, window, above);
        }

        Selected.Order(ulong.MaxValue / Math.Max(1, (ulong)window / Spread));
    }

    /// <summary>The definition, not in order yet.</summary>
    internal void SelectScalar(ReadOnlySpan<ulong> shingles, int window, ulong above)
    {
        int least = -1;
        for (int end = window; end <= shingles.Length; end++)
        {
            int start = end - window;
            int before = least;
            if (least < start)
            {
                least = RightmostLeast(shingles[start..end]) + start;
            }
            else if (shingles[end - 1] <= shingles[least])
            {
                least = end - 1;
            }

            if (least != before && shingles[least] > above)
            {
                Selected.Add(shingles[least], least);
            }
        }
    }

    private static int RightmostLeast(ReadOnlySpan<ulong> window)
    {
        int least = 0;
        for (int i = 1; i < window.Length; i++)
        {
            least = window[i] <= window[least] ? i : least;
        }

        return least;
    }
}
