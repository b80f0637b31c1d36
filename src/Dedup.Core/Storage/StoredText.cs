using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Dedup.Storage;

/// <summary>Texts as bytes, packed where that makes them smaller, and back, exact to the last unit. Thread-safe.</summary>
internal static class StoredText
{
    // Brotli knows common words beforehand, so that short articles shrink too. Levels above cost several times the time for a tenth of the size.
    private const int Quality = 1;
    private const int WindowBits = 18;

    // A damaged length must not ask for all memory before the checksum of what it says is seen to be right.
    private const int MostChars = 0x3FFFFFDF;

    /// <summary>How the bytes of a text are made: a combination of two bits. Stored.</summary>
    [Flags]
    internal enum Form : byte
    {
        /// <summary>UTF-8 as it is.</summary>
        Plain = 0,

        /// <summary>Brotli.</summary>
        Packed = 1,

        /// <summary>UTF-16 in little-endian order: the text holds half a surrogate pair.</summary>
        Utf16 = 2,
    }

    /// <summary>Whether a text is UTF-16 without half a surrogate pair, so that UTF-8 can hold it.</summary>
    internal static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        int at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return true;
    }

    internal static void WriteUtf16(ReadOnlySpan<char> text, Span<byte> destination)
    {
        for (int i = 0; i < text.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(2 * i)..], text[i]);
        }
    }

    internal static string ReadUtf16(ReadOnlySpan<byte> bytes)
    {
        char[] text = new char[bytes.Length / 2];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
        }

        return new string(text);
    }

    /// <summary>The bytes of a text.</summary>
    /// <returns>The bytes, their form, and how many they are when unpacked.</returns>
    internal static (byte[] Bytes, Form Form, int PlainBytes) Encode(string text)
    {
        bool utf8 = IsWellFormed(text);
        byte[] plain = new byte[utf8 ? Encoding.UTF8.GetByteCount(text) : 2 * text.Length];
        if (utf8)
        {
            Encoding.UTF8.GetBytes(text, plain);
        }
        else
        {
            WriteUtf16(text, plain);
        }

        Form form = utf8 ? Form.Plain : Form.Utf16;
        byte[] packed = new byte[plain.Length];
        return plain.Length > 0 && BrotliEncoder.TryCompress(plain, packed, out int count, Quality, WindowBits) && count < plain.Length
            ? (packed[..count], form | Form.Packed, plain.Length)
            : (plain, form, plain.Length);
    }

    /// <summary>The text that became these bytes.</summary>
    /// <exception cref="InvalidDataException">They are not the bytes of a text.</exception>
    internal static string Decode(ReadOnlySpan<byte> bytes, Form form, long plainBytes)
    {
        if (plainBytes is < 0 or > 2L * MostChars)
        {
            throw new InvalidDataException($"A text cannot have {plainBytes} bytes.");
        }

        if (form.HasFlag(Form.Packed))
        {
            byte[] plain = new byte[plainBytes];
            if (!BrotliDecoder.TryDecompress(bytes, plain, out int count) || count != plain.Length)
            {
                throw new InvalidDataException("A packed text cannot be unpacked.");
            }

            bytes = plain;
        }

        if (bytes.Length != plainBytes)
        {
            throw new InvalidDataException($"A text has {bytes.Length} bytes, not {plainBytes}.");
        }

        return form.HasFlag(Form.Utf16) ? ReadUtf16(bytes) : Encoding.UTF8.GetString(bytes);
    }
}
