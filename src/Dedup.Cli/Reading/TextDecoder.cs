using System.Text;

namespace Dedup.Cli.Reading;

/// <summary>Turns the bytes of a text file into a string: UTF-8, or UTF-16 with a byte-order mark.</summary>
internal static class TextDecoder
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];
    private static readonly byte[] LittleEndianMark = [0xFF, 0xFE];
    private static readonly byte[] BigEndianMark = [0xFE, 0xFF];

    /// <summary>The encoding that the first bytes announce, which throws on invalid input; UTF-8 when they announce none.</summary>
    public static Encoding Detect(ReadOnlySpan<byte> head, out int markBytes)
    {
        if (head.StartsWith(LittleEndianMark))
        {
            markBytes = 2;
            return new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
        }

        if (head.StartsWith(BigEndianMark))
        {
            markBytes = 2;
            return new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
        }

        markBytes = head.StartsWith(Utf8Mark) ? 3 : 0;
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    }

    /// <summary>The same encoding, which replaces invalid input with U+FFFD.</summary>
    public static Encoding Lenient(Encoding strict)
    {
        Encoding lenient = (Encoding)strict.Clone();

        // The framework's ready-made fallback puts a question mark.
        lenient.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        return lenient;
    }

    /// <summary>Whether the bytes hold a NUL character, which no text does and nearly every binary format has near its start.</summary>
    public static bool LooksBinary(ReadOnlySpan<byte> head)
    {
        if (Detect(head, out int markBytes) is not UnicodeEncoding)
        {
            return head.Contains((byte)0);
        }

        for (int i = markBytes; i + 1 < head.Length; i += 2)
        {
            if (head[i] == 0 && head[i + 1] == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Decodes a whole text, its byte-order mark left out and invalid sequences replaced with U+FFFD.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="badLine">The line of the first invalid sequence, counted from 1; 0 when all is valid.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, out long badLine)
    {
        Encoding strict = Detect(bytes, out int markBytes);
        bytes = bytes[markBytes..];
        try
        {
            badLine = 0;
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // The exception's own index counts from different places in different decoders, so the place is searched for.
            badLine = LineOfFirstError(strict, bytes);
            return Lenient(strict).GetString(bytes);
        }
    }

    private static long LineOfFirstError(Encoding strict, ReadOnlySpan<byte> bytes)
    {
        // Lines are cut at the byte 0A in UTF-8 and at the unit 000A in UTF-16, which no other valid sequence contains.
        byte[] feed = strict.GetBytes("\n");
        long line = 1;
        while (true)
        {
            int length = IndexOfUnit(bytes, feed);
            try
            {
                strict.GetCharCount(length < 0 ? bytes : bytes[..length]);
            }
            catch (DecoderFallbackException)
            {
                return line;
            }

            if (length < 0)
            {
                return line;
            }

            bytes = bytes[(length + feed.Length)..];
            line++;
        }
    }

    private static int IndexOfUnit(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> unit)
    {
        for (int from = 0; ;)
        {
            int found = bytes[from..].IndexOf(unit);
            if (found < 0 || (from + found) % unit.Length == 0)
            {
                return found < 0 ? -1 : from + found;
            }

            from += found + 1;
        }
    }
}
