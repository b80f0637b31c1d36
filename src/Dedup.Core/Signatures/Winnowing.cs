namespace Dedup.Signatures;

/// <summary>Selects shingles so that any run of a window's length holds one, and equal runs the same ones: anchors for passages too short for a random sample.</summary>
/// <remarks>
/// <para>
/// Of each window of w shingles in a row the least hash is taken, the rightmost of equal ones, and each place once: about 2 / (w + 1) of all. (S. Schleimer, D. S. Wilkerson, A. Aiken,
/// "Winnowing: Local algorithms for document fingerprinting", SIGMOD 2003.) A run of n w shingles that two texts share holds n windows side by side, and so at least n anchors in common.
/// </para>
/// <para>Cost is linear in the shingles; the least of a window is looked for anew only when it has left, which hashes in ascending order, and no others, bring about at every step.</para>
/// </remarks>
internal static class Winnowing
{
    /// <summary>The selected shingles above a bound, ascending by hash, each hash once with the first of its places.</summary>
    /// <param name="shingles">The shingle hashes in the order of the text.</param>
    /// <param name="window">Shingles to a window, 1 or more.</param>
    /// <param name="above">What is at most this is passed over: the sample has it.</param>
    internal static (ulong[] Hashes, int[] Positions) Select(ReadOnlySpan<ulong> shingles, int window, ulong above)
    {
        // About 2 / (w + 1) of all are selected; in the worst case, all.
        ulong[] hashes = new ulong[(3 * shingles.Length / (window + 1)) + 8];
        int[] positions = new int[hashes.Length];
        int count = 0;
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
                if (count == hashes.Length)
                {
                    Array.Resize(ref hashes, count * 2);
                    Array.Resize(ref positions, count * 2);
                }

                hashes[count] = shingles[least];
                positions[count++] = least;
            }
        }

        Array.Sort(hashes, positions, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++)
        {
            if (distinct == 0 || hashes[distinct - 1] != hashes[i])
            {
                hashes[distinct] = hashes[i];
                positions[distinct++] = positions[i];
            }
            else
            {
                positions[distinct - 1] = Math.Min(positions[distinct - 1], positions[i]);
            }
        }

        return (hashes[..distinct], positions[..distinct]);
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
