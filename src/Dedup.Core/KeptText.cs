using System.Runtime.InteropServices;
using System.Text;
using Dedup.Internals;

namespace Dedup;

/// <summary>A text in a <see cref="TextStore"/>. Immutable and thread-safe.</summary>
/// <param name="store">Where it is.</param>
/// <param name="chunk">The part of the store.</param>
/// <param name="start">Where it starts there.</param>
/// <param name="bytes">How many bytes it has.</param>
/// <param name="length">How many UTF-16 units it has as a string.</param>
/// <param name="isUtf8">Whether it is UTF-8; else it is UTF-16, for it holds half a surrogate pair.</param>
internal sealed class KeptText(TextStore store, TextChunk chunk, int start, int bytes, int length, bool isUtf8) : ITextSource
{
    [ThreadStatic]
    private static byte[]? scratch;

    public int Length { get; } = length;

    public string Read()
    {
        scratch ??= [];
        ReadOnlySpan<byte> content = store.Read(chunk, start, bytes, ref scratch);
        return isUtf8 ? Encoding.UTF8.GetString(content) : new string(MemoryMarshal.Cast<byte, char>(content));
    }

    public bool TryReadUtf8(ref byte[] buffer, out ReadOnlyMemory<byte> utf8)
    {
        utf8 = default;
        if (isUtf8)
        {
            store.Read(chunk, start, bytes, ref buffer);
            utf8 = buffer.AsMemory(0, bytes);
        }

        return isUtf8;
    }
}
