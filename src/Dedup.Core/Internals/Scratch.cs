using System.Diagnostics.CodeAnalysis;

namespace Dedup.Internals;

/// <summary>Bytes that are used again and again.</summary>
internal static class Scratch
{
    /// <summary>Makes room for so many bytes.</summary>
    /// <param name="buffer">Replaced when it is null or shorter, by one at least twice as long; what it held is not copied.</param>
    /// <param name="bytes">How many.</param>
    /// <returns>The first so many bytes of it.</returns>
    internal static Span<byte> Grow([NotNull] ref byte[]? buffer, int bytes)
    {
        if (buffer is null || buffer.Length < bytes)
        {
            buffer = new byte[Math.Max(bytes, (int)Math.Min(2L * (buffer?.Length ?? 0), Array.MaxLength))];
        }

        return buffer.AsSpan(0, bytes);
    }
}
