using System.Buffers.Binary;
using System.Text;

namespace Dedup.Storage;

/// <summary>Takes bytes apart that a <see cref="ByteSink"/> put together.</summary>
/// <remarks>Every read is checked: a wrong length ends in an <see cref="InvalidDataException"/>, never outside the bytes.</remarks>
internal ref struct ByteSource(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>How many bytes are left.</summary>
    internal readonly int Left => rest.Length;

    internal ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)rest.Length)
        {
            throw new InvalidDataException($"{count} bytes are wanted where {rest.Length} are left.");
        }

        ReadOnlySpan<byte> taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    internal byte ReadByte() => Take(1)[0];

    internal uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    internal long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    internal ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    internal long ReadShort()
    {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte part = ReadByte();
            value |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number is longer than 63 bits.");
    }

    /// <summary>A short number that counts things of which each takes at least so many bytes.</summary>
    internal int ReadCount(int leastBytes)
    {
        long count = ReadShort();
        return count * leastBytes <= rest.Length && count <= int.MaxValue ? (int)count : throw new InvalidDataException($"{count} items cannot lie in {rest.Length} bytes.");
    }

    internal string ReadString()
    {
        long length = ReadShort();
        ReadOnlySpan<byte> taken = Take((int)Math.Min(int.MaxValue, length / 2));
        return length % 2 == 0 ? Encoding.UTF8.GetString(taken) : StoredText.ReadUtf16(taken);
    }
}
