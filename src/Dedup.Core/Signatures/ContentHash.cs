using Dedup.Internals;

namespace Dedup.Signatures;

/// <summary>A 128-bit fingerprint of a whole token stream: groups articles that may be identical. Whether they are is checked on their tokens.</summary>
/// <remarks>Four chains, each of every fourth token, so that one multiplication need not wait for the one before.</remarks>
internal readonly record struct ContentHash(ulong First, ulong Second)
{
    private const int Chains = 4;
    private const ulong Multiplier = 0xD6E8FEB86659FD93;

    internal static ContentHash Compute(ReadOnlySpan<ulong> tokenHashes)
    {
        ulong length = (ulong)tokenHashes.Length;
        (ulong first0, ulong first1, ulong first2, ulong first3) = (length, length + 1, length + 2, length + 3);
        (ulong second0, ulong second1, ulong second2, ulong second3) = (~first0, ~first1, ~first2, ~first3);
        ReadOnlySpan<ulong> rest = tokenHashes;
        for (; rest.Length >= Chains; rest = rest[Chains..])
        {
            Take(rest[0], ref first0, ref second0);
            Take(rest[1], ref first1, ref second1);
            Take(rest[2], ref first2, ref second2);
            Take(rest[3], ref first3, ref second3);
        }

        // The chains are tokens of a last stream, after the few that are left.
        foreach (ulong token in rest)
        {
            Take(token, ref first0, ref second0);
        }

        Take(first1, ref first0, ref second0);
        Take(first2, ref first0, ref second0);
        Take(first3, ref first0, ref second0);
        Take(second1, ref second0, ref first0);
        Take(second2, ref second0, ref first0);
        Take(second3, ref second0, ref first0);
        return new(Mixing.Finish(first0), Mixing.Finish(second0));
    }

    private static void Take(ulong token, ref ulong first, ref ulong second)
    {
        first = Mixing.Fold(first ^ token, 0xE7037ED1A0B428DB) + token;
        second = (ulong.RotateLeft(second, 27) ^ token) * Multiplier;
    }
}
