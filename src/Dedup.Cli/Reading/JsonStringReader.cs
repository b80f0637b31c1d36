using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Dedup.Cli.Reading;

/// <summary>Reads JSON strings at the speed of memory: what stands between escapes is found and copied in runs, where <see cref="System.Text.Json.Utf8JsonReader"/> goes byte by byte from the first escape on.</summary>
internal static class JsonStringReader
{
    private const byte NoHex = 0xFF;
    private const int UnicodeEscape = 6;

    private static readonly SearchValues<byte> EndsRun = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static control => (byte)control), (byte)'"', (byte)'\\']);
    private static readonly byte[] HexDigits = [.. Enumerable.Range(0, 256).Select(static value => char.IsAsciiHexDigit((char)value) ? Convert.ToByte(((char)value).ToString(), 16) : NoHex)];

    /// <summary>Reads a string to behind its closing quote.</summary>
    /// <param name="json">Valid UTF-8.</param>
    /// <param name="at">Behind the opening quote; behind the closing one afterwards.</param>
    /// <param name="buffer">Takes the string without its escapes if it has any; grows as needed, up to the length of the JSON.</param>
    /// <param name="used">How much of the buffer is in use; more afterwards.</param>
    /// <param name="unescaped">How many bytes of the buffer are this string; negative when it has no escapes.</param>
    /// <returns>False when this is no string, or one that UTF-8 has no form for: with half a surrogate pair.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> json, ref int at, ref byte[] buffer, ref int used, out int unescaped)
    {
        unescaped = -1;
        int run = json[at..].IndexOfAny(EndsRun);
        if (run >= 0 && json[at + run] == '"')
        {
            at += run + 1;
            return true;
        }

        // Escapes are longer than what they stand for, so nothing can outgrow the JSON.
        if (buffer.Length < json.Length)
        {
            Array.Resize(ref buffer, (int)Math.Max(json.Length, Math.Min(2L * buffer.Length, Array.MaxLength)));
        }

        Span<byte> target = buffer.AsSpan(used);
        int written = 0;
        while (run >= 0)
        {
            json.Slice(at, run).CopyTo(target[written..]);
            written += run;
            at += run;
            if (json[at] != '\\')
            {
                bool isEnd = json[at++] == '"';
                unescaped = written;
                used += written;
                return isEnd;
            }

            // Text in other scripts can be escapes from end to end.
            do
            {
                if (!TryUnescape(json[at..], target, ref written, out int length))
                {
                    return false;
                }

                at += length;
            }
            while (at < json.Length && json[at] == '\\');
            run = json[at..].IndexOfAny(EndsRun);
        }

        return false;
    }

    // In the loop that reads a string, which is compiled at its best at once: called, this would take a tenth of a second to get there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryUnescape(ReadOnlySpan<byte> escape, Span<byte> target, ref int written, out int length)
    {
        length = 2;
        int single = escape.Length < 2 ? 0 : escape[1] switch
        {
            (byte)'n' => '\n',
            (byte)'"' or (byte)'\\' or (byte)'/' => escape[1],
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            _ => 0,
        };
        if (single != 0)
        {
            target[written++] = (byte)single;
            return true;
        }

        return TryUnescapeUnit(escape, target, ref written, out length);
    }

    private static bool TryUnescapeUnit(ReadOnlySpan<byte> escape, Span<byte> target, ref int written, out int length)
    {
        length = UnicodeEscape;
        int unit = UnitOf(escape);
        if (unit < 0)
        {
            return false;
        }

        Rune rune = default;
        if (char.IsHighSurrogate((char)unit))
        {
            length += UnicodeEscape;
            int low = UnitOf(escape[UnicodeEscape..]);
            if (low < 0 || !Rune.TryCreate((char)unit, (char)low, out rune))
            {
                return false;
            }
        }
        else if (!Rune.TryCreate((char)unit, out rune))
        {
            return false;
        }

        written += rune.EncodeToUtf8(target[written..]);
        return true;
    }

    /// <summary>The UTF-16 unit that an escape such as \u20ac stands for; negative when it is no such escape.</summary>
    private static int UnitOf(ReadOnlySpan<byte> escape)
    {
        if (escape.Length < UnicodeEscape || escape[0] != '\\' || escape[1] != 'u')
        {
            return -1;
        }

        byte[] hex = HexDigits;
        int first = hex[escape[2]];
        int second = hex[escape[3]];
        int third = hex[escape[4]];
        int last = hex[escape[5]];
        return (first | second | third | last) == NoHex ? -1 : (first << 12) | (second << 8) | (third << 4) | last;
    }
}
