using System.Globalization;
using System.Text;

namespace Dedup.Reporting;

/// <summary>Writes JSON that stands inside a script element: nothing in a string can end the element or start a comment. Not thread-safe.</summary>
/// <remarks>
/// Escaped are quotation marks, backslashes, control characters, <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> and U+2028 and U+2029; half a surrogate pair becomes U+FFFD, which is one UTF-16 unit as well, so that
/// offsets hold. All else is left as it is. The encoders of the runtime escape what their own Unicode tables do not know, which would make a page differ between runtimes.
/// </remarks>
internal sealed class ScriptJson(Stream destination) : IDisposable
{
    private const int FlushBytes = 32 * 1024;
    private readonly StringBuilder pending = new();
    private readonly StreamWriter writer = new(destination, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), FlushBytes, leaveOpen: true);
    private bool needsComma;

    internal ScriptJson Object(Action content) => Nest('{', content, '}');

    internal ScriptJson Array(Action content) => Nest('[', content, ']');

    internal ScriptJson Array<T>(IEnumerable<T> items, Action<T> write) => Array(() =>
    {
        foreach (T item in items)
        {
            write(item);
        }
    });

    internal ScriptJson Array(params ReadOnlySpan<int> numbers)
    {
        Separate();
        pending.Append('[');
        for (int i = 0; i < numbers.Length; i++)
        {
            pending.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}{numbers[i]}");
        }

        pending.Append(']');
        return Done();
    }

    internal ScriptJson Name(string name)
    {
        String(name);
        pending.Append(':');
        needsComma = false;
        return this;
    }

    internal ScriptJson Number(long number)
    {
        Separate();
        pending.Append(CultureInfo.InvariantCulture, $"{number}");
        return Done();
    }

    /// <summary>A share of 0 to 1 in four decimals; as in the other formats only all is 1 and only nothing 0.</summary>
    internal ScriptJson Share(double share)
    {
        Separate();
        pending.Append(JsonLinesWriter.FormatSimilarity(share));
        return Done();
    }

    internal ScriptJson Null()
    {
        Separate();
        pending.Append("null");
        return Done();
    }

    internal ScriptJson String(string? text)
    {
        if (text is null)
        {
            return Null();
        }

        Separate();
        pending.Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            char unit = text[i];
            if (char.IsHighSurrogate(unit) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                pending.Append(unit).Append(text[++i]);
            }
            else if (char.IsSurrogate(unit))
            {
                pending.Append('\uFFFD');
            }
            else if (unit is < ' ' or '"' or '\\' or '<' or '>' or '&' or '\u2028' or '\u2029' or (>= '\u007F' and < '\u00A0'))
            {
                pending.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            }
            else
            {
                pending.Append(unit);
            }
        }

        pending.Append('"');
        return Done();
    }

    public void Dispose()
    {
        Flush();
        writer.Dispose();
    }

    private ScriptJson Nest(char open, Action content, char close)
    {
        Separate();
        pending.Append(open);
        needsComma = false;
        content();
        pending.Append(close);
        return Done();
    }

    private void Separate()
    {
        if (needsComma)
        {
            pending.Append(',');
        }
    }

    private ScriptJson Done()
    {
        needsComma = true;
        if (pending.Length >= FlushBytes)
        {
            Flush();
        }

        return this;
    }

    private void Flush()
    {
        foreach (ReadOnlyMemory<char> chunk in pending.GetChunks())
        {
            writer.Write(chunk.Span);
        }

        pending.Clear();
    }
}
