using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Dedup.Internals;

/// <summary>A secret multiplier, new in each process, that decides only where in a hash table a key is put.</summary>
/// <remarks>
/// Whoever writes the articles chooses the hashes, and could choose them to collide in a table of known layout. Nothing that is
/// found depends on the layout: no table of ours is ever enumerated in slot order.
/// </remarks>
internal static class TableKey
{
    private static readonly ulong Multiplier = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    /// <summary>Draws the multiplier, if it is not yet drawn. Before the loops that use it are compiled: to those that are compiled for good at once it is a constant then, and later each of them would ask whether it is there.</summary>
    internal static void Prepare() => GC.KeepAlive(Multiplier);

    /// <summary>A slot below 2^(64 - <paramref name="shift"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Slot(ulong key, int shift) => (int)(((key ^ (key >> 32)) * Multiplier) >> shift);
}
