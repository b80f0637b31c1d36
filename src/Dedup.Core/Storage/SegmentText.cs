using System.Text;
using Dedup.Internals;

namespace Dedup.Storage;

/// <summary>The text of an article in a segment, read and unpacked when it is asked for, past the cache of pages, and held from then on where there is room. Thread-safe.</summary>
/// <param name="file">The segment's file; open as long as somebody has this.</param>
/// <param name="start">Where the text starts in it.</param>
/// <param name="bytes">How many bytes it has there.</param>
/// <param name="form">Their form.</param>
/// <param name="plainBytes">How many bytes it has unpacked.</param>
/// <param name="room">The room for this text and others.</param>
internal sealed class SegmentText(PagedFile file, long start, int bytes, StoredText.Form form, int plainBytes, SegmentText.Room room) : ITextSource
{
    [ThreadStatic]
    private static byte[]? packedBuffer;

    [ThreadStatic]
    private static byte[]? plainBuffer;

    // Counted when the text is read first, since no record says it; -1 before.
    private int length = -1;
    private byte[]? held;

    public int Length => length >= 0 ? length : Read().Length;

    int ITextSource.RoughLength => IsUtf16 ? plainBytes / sizeof(char) : plainBytes;

    private bool IsUtf16 => form.HasFlag(StoredText.Form.Utf16);

    public string Read()
    {
        ReadOnlySpan<byte> plain = ReadPlain(ref plainBuffer).Span;
        string text = IsUtf16 ? StoredText.ReadUtf16(plain) : Encoding.UTF8.GetString(plain);
        length = text.Length;
        return text;
    }

    public bool TryReadUtf8(ref byte[] buffer, out ReadOnlyMemory<byte> utf8)
    {
        utf8 = default;
        if (!IsUtf16)
        {
            utf8 = ReadPlain(ref buffer!);
            length = length >= 0 ? length : Encoding.UTF8.GetCharCount(utf8.Span);
        }

        return !IsUtf16;
    }

    private ReadOnlyMemory<byte> ReadPlain(ref byte[]? buffer)
    {
        if (Volatile.Read(ref held) is { } known)
        {
            return known;
        }

        Span<byte> packed = Scratch.Grow(ref packedBuffer, bytes);
        file.ReadThrough(start, packed);
        Span<byte> plain = Scratch.Grow(ref buffer, plainBytes);
        try
        {
            StoredText.Unpack(packed, form, plain);
        }
        catch (InvalidDataException exception)
        {
            throw file.Damaged(start, exception.Message.TrimEnd('.'));
        }

        if (room.TryTake(plainBytes))
        {
            Volatile.Write(ref held, plain.ToArray());
        }

        return buffer.AsMemory(0, plainBytes);
    }

    /// <summary>How much memory texts may take together. Thread-safe.</summary>
    /// <param name="bytes">So much.</param>
    internal sealed class Room(long bytes)
    {
        private long left = bytes;

        internal bool TryTake(int wanted)
        {
            if (Interlocked.Add(ref left, -wanted) >= 0)
            {
                return true;
            }

            Interlocked.Add(ref left, wanted);
            return false;
        }
    }
}
