using System.Text;
using System.Text.Json;

namespace Dedup.Cli.Reading;

/// <content>The way of almost all lines. It knows strings itself and leaves other values to <see cref="Utf8JsonReader"/>; whatever is not plain to it is read the other way, which alone says what is wrong.</content>
internal sealed partial class JsonArticleParser
{
    // The line's own braces are one level.
    private static readonly JsonReaderOptions ValueOptions = Options with { MaxDepth = Options.MaxDepth - 1 };

    /// <summary>Reads the fields of a line; false when it has to be read the other way.</summary>
    private bool TryReadPlainly(ReadOnlySpan<byte> line)
    {
        int used = 0;
        int at = SkipBlanks(line, 0);
        if (!TryTake(line, ref at, (byte)'{'))
        {
            return false;
        }

        at = SkipBlanks(line, at);
        if (TryTake(line, ref at, (byte)'}'))
        {
            return SkipBlanks(line, at) == line.Length;
        }

        while (true)
        {
            int start = at + 1;
            if (!TryTake(line, ref at, (byte)'"') || !JsonStringReader.TryRead(line, ref at, ref unescaped, ref used, out int escapedName) || escapedName >= 0)
            {
                return false;
            }

            int matches = Matches(line[start..(at - 1)]);
            at = SkipBlanks(line, at);
            if (!TryTake(line, ref at, (byte)':'))
            {
                return false;
            }

            at = SkipBlanks(line, at);
            if (!(at < line.Length && line[at] == '"' ? TryReadString(line, matches, ref at, ref used) : TryReadOther(line, matches, ref at)))
            {
                return false;
            }

            at = SkipBlanks(line, at);
            if (TryTake(line, ref at, (byte)'}'))
            {
                return SkipBlanks(line, at) == line.Length;
            }

            if (!TryTake(line, ref at, (byte)','))
            {
                return false;
            }

            at = SkipBlanks(line, at);
        }
    }

    private bool TryReadString(ReadOnlySpan<byte> line, int matches, ref int at, ref int used)
    {
        int start = ++at;
        int bufferStart = used;
        if (!JsonStringReader.TryRead(line, ref at, ref unescaped, ref used, out int length))
        {
            return false;
        }

        JsonPlace inLine = new(start, at - 1 - start);
        JsonPlace? inBuffer = length >= 0 ? new JsonPlace(bufferStart, length) : null;
        if (texts is not null && matches == 1 << Text)
        {
            field[Text] = default;
            textBytes = (inLine, inBuffer);
        }
        else if (matches != 0)
        {
            Set(matches, new JsonField(Encoding.UTF8.GetString(Content(line, inLine, inBuffer))));
        }

        // Only a text has to stay where it is.
        used = textBytes is (_, { } kept) ? kept.Start + kept.Length : 0;
        return true;
    }

    /// <summary>Reads a number, an object, an array, or one of the three words.</summary>
    private bool TryReadOther(ReadOnlySpan<byte> line, int matches, ref int at)
    {
        try
        {
            Utf8JsonReader reader = new(line[at..], ValueOptions);
            if (!reader.Read())
            {
                return false;
            }

            if (matches == 0)
            {
                reader.Skip();
            }
            else
            {
                Set(matches, JsonField.Read(ref reader, numbers: (matches & (1 << Id)) != 0));
            }

            at += (int)reader.BytesConsumed;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryTake(ReadOnlySpan<byte> line, ref int at, byte expected)
    {
        bool isThere = at < line.Length && line[at] == expected;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private static int SkipBlanks(ReadOnlySpan<byte> line, int at)
    {
        while (at < line.Length && line[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        return at;
    }
}
