using System.Runtime.Intrinsics;

namespace Dedup.Internals;

/// <summary>How wide the registers are that a kernel may use which is written once for all widths.</summary>
internal static class VectorWidth
{
    /// <summary>Bytes of the widest one here: 64, 32 or 16; 1 where there is none.</summary>
    internal static int Widest =>
        Vector512.IsHardwareAccelerated ? Vector512<byte>.Count : Vector256.IsHardwareAccelerated ? Vector256<byte>.Count : Vector128.IsHardwareAccelerated ? Vector128<byte>.Count : 1;
}
