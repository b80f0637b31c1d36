using System.Buffers.Binary;
using System.Text;

namespace Dedup.Storage;

/// <summary>Collects bytes: fixed-width numbers in little-endian order, short numbers in groups of seven bits, strings with their length. One thread at a time.</summary>
internal sealed class ByteSink
{
    private byte[] bytes = new byte[256];

    internal int Count { get; private set; }

    internal ReadOnlySpan<byte> Written => bytes.AsSpan(0, Count);

    /// <summary>The same, to be changed in place.</summary>
    internal Span<byte> All => bytes.AsSpan(0, Count);

    internal void Clear() => Count = 0;

    internal Span<byte> Reserve(int count)
    {
        if (Count + count > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(Count + count, bytes.Length * 2));
        }

        Count += count;
        return bytes.AsSpan(Count - count, count);
    }

    internal void Write(byte value) => Reserve(1)[0] = value;

    internal void Write(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(sizeof(uint)), value);

    internal void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), value);

    internal void Write(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)), value);

    internal void Write(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    /// <summary>A number of 0 or more: seven bits a byte, the lowest first, the high bit set where more follow.</summary>
    internal void WriteShort(long value)
    {
        System.Diagnostics.Debug.Assert(value >= 0, "Short numbers are not negative.");
        for (; value >= 0x80; value >>= 7)
        {
            Write((byte)(value | 0x80));
        }

        Write((byte)value);
    }

    /// <summary>Twice its length in bytes and then UTF-8; or, one more, UTF-16, where it has half a surrogate pair that UTF-8 cannot hold.</summary>
    internal void Write(string value)
    {
        if (StoredText.IsWellFormed(value))
        {
            int count = Encoding.UTF8.GetByteCount(value);
            WriteShort(2L * count);
            Encoding.UTF8.GetBytes(value, Reserve(count));
        }
        else
        {
            WriteShort((4L * value.Length) + 1);
            StoredText.WriteUtf16(value, Reserve(2 * value.Length));
        }
    }
}
