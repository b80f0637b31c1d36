using Dedup.Internals;

namespace Dedup.Signatures;

/// <summary>A 128-bit fingerprint of a whole token stream: groups articles that may be identical. Whether they are is checked on their tokens.</summary>
internal readonly record struct ContentHash(ulong First, ulong Second)
{
    internal static ContentHash Compute(ReadOnlySpan<ulong> tokenHashes)
    {
        ulong first = (ulong)tokenHashes.Length;
        ulong second = ~first;
        foreach (ulong token in tokenHashes)
        {
            first = Mixing.Fold(first ^ token, 0xE7037ED1A0B428DB) + token;
            second = (ulong.RotateLeft(second, 27) ^ token) * 0xD6E8FEB86659FD93;
        }

        return new(Mixing.Finish(first), Mixing.Finish(second));
    }
}
