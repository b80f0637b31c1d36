using System.Buffers;

namespace Dedup.Cli.Reading;

/// <summary>Cuts a JSON array into its elements without reading what is in them: by brackets, commas and quotes. Elements that are no JSON are for their parser to refuse.</summary>
internal sealed class JsonArrayCutter(Stream stream, int longest) : RecordCutter
{
    private const int FirstBufferBytes = 128 * 1024;

    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[],"u8);
    private static readonly SearchValues<byte> InString = SearchValues.Create("\"\\"u8);

    private byte[] buffer = new byte[FirstBufferBytes];
    private int start;
    private int end;
    private bool isOpen;
    private bool isClosed;

    /// <exception cref="JsonArrayException">The stream is no array, or ends within one.</exception>
    public override bool TryRead(out ReadOnlySpan<byte> record, out bool tooLong)
    {
        record = default;
        tooLong = false;
        if (!isOpen)
        {
            if (SkipBlanks() != '[')
            {
                throw new JsonArrayException("does not start with [");
            }

            isOpen = true;
            start++;
        }

        while (!isClosed)
        {
            Number++;
            SkipBlanks();
            int length = FindEnd(out tooLong);
            isClosed = buffer[start + length] == ']';
            record = buffer.AsSpan(start, tooLong ? 0 : length).TrimEnd(" \t\r\n"u8);
            start += length + 1;
            if (tooLong || record.Length > 0)
            {
                return true;
            }

            // Nothing before a bracket is the end of the array, nothing before a comma harmless.
            Number--;
        }

        Number++;
        return SkipBlanks() < 0 ? false : throw new JsonArrayException("goes on after the end of its array");
    }

    /// <summary>Goes to the next byte that is not white space; negative at the end of the stream.</summary>
    private int SkipBlanks()
    {
        while (true)
        {
            int blanks = buffer.AsSpan(start, end - start).IndexOfAnyExcept(" \t\r\n"u8);
            if (blanks >= 0)
            {
                start += blanks;
                return buffer[start];
            }

            start = end;
            if (!Fill())
            {
                return -1;
            }
        }
    }

    /// <summary>How many bytes from the start the comma or bracket is that ends the element. What was too long has been let go.</summary>
    private int FindEnd(out bool tooLong)
    {
        int at = 0;
        int depth = 0;
        bool inString = false;
        bool isEscaped = false;
        tooLong = false;
        while (true)
        {
            if (isEscaped && start + at < end)
            {
                isEscaped = false;
                at++;
            }

            int found = isEscaped ? -1 : buffer.AsSpan(start + at, end - start - at).IndexOfAny(inString ? InString : Structure);
            if (found < 0)
            {
                at = end - start;
                tooLong |= at > longest;
                if (tooLong)
                {
                    start = end;
                    at = 0;
                }

                if (!Fill())
                {
                    throw new JsonArrayException("ends before its array is closed");
                }

                continue;
            }

            at += found;
            byte value = buffer[start + at];
            if (depth == 0 && !inString && value is (byte)',' or (byte)']')
            {
                tooLong |= at > longest;
                return at;
            }

            at++;
            if (inString)
            {
                inString = value == '\\';
                isEscaped = inString;
            }
            else
            {
                inString = value == '"';
                depth += value is (byte)'{' or (byte)'[' ? 1 : value is (byte)'}' or (byte)']' && depth > 0 ? -1 : 0;
            }
        }
    }

    /// <summary>Reads more behind what is there, moved to the front; false at the end of the stream.</summary>
    private bool Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        if (end == buffer.Length)
        {
            // One byte above the limit is enough to know that an element is too long.
            Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, Math.Max(longest + 1L, FirstBufferBytes)));
        }

        int count = stream.Read(buffer, end, buffer.Length - end);
        end += count;
        return count > 0;
    }
}
