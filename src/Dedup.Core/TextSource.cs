using System.Diagnostics.CodeAnalysis;

namespace Dedup;

/// <summary>A text that an article does not hold itself: in a <see cref="TextStore"/>, or in the files of a <see cref="DuplicateIndex"/>. Thread-safe.</summary>
internal abstract class TextSource
{
    /// <summary>How many UTF-16 units it has as a string. May cost reading it once.</summary>
    internal abstract int Length { get; }

    /// <summary>About how long it is; never costs reading it.</summary>
    internal abstract int RoughLength { get; }

    internal abstract string Read();

    /// <summary>The text in UTF-8, unless it is kept in another form.</summary>
    /// <param name="buffer">Memory that may be used, and grows as needed; the text need not stand there.</param>
    /// <param name="utf8">The text, valid until the memory is used again.</param>
    internal abstract bool TryReadUtf8(ref byte[] buffer, out ReadOnlyMemory<byte> utf8);

    /// <summary>Makes room for so many bytes.</summary>
    protected static Span<byte> Grow([NotNull] ref byte[]? buffer, int bytes)
    {
        if (buffer is null || buffer.Length < bytes)
        {
            buffer = new byte[Math.Max(bytes, (int)Math.Min(2L * (buffer?.Length ?? 0), Array.MaxLength))];
        }

        return buffer.AsSpan(0, bytes);
    }
}
