using System.Buffers.Binary;

namespace Dedup.Storage;

/// <summary>Files are cut into pages of 4 KiB, each with a checksum at its end, so that whatever is read is known to be what was written there.</summary>
/// <remarks>The checksum also covers the file's number and the page's own: a sound page in the wrong place is detected too. The last page is as short as its contents.</remarks>
internal static class PageFormat
{
    internal const int PageBytes = 4096;
    internal const int ChecksumBytes = sizeof(uint);
    internal const int PayloadBytes = PageBytes - ChecksumBytes;

    /// <summary>Bytes of a file that holds so many bytes of payload.</summary>
    internal static long FileBytes(long payload) => payload + (((payload + PayloadBytes - 1) / PayloadBytes) * ChecksumBytes);

    /// <summary>Bytes of payload in a file of a length.</summary>
    internal static long Payload(long fileBytes) => fileBytes - (((fileBytes + PageBytes - 1) / PageBytes) * ChecksumBytes);

    internal static uint Checksum(ulong file, long page, ReadOnlySpan<byte> payload)
    {
        Span<byte> place = stackalloc byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(place, file);
        BinaryPrimitives.WriteInt64LittleEndian(place[sizeof(ulong)..], page);
        return ~Crc32C.Append(Crc32C.Append(Crc32C.Start, place), payload);
    }

    /// <summary>Whether a page, its checksum included, is what was written.</summary>
    internal static bool IsSound(ulong file, long page, ReadOnlySpan<byte> bytes) =>
        bytes.Length > ChecksumBytes
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[^ChecksumBytes..]) == Checksum(file, page, bytes[..^ChecksumBytes]);
}
