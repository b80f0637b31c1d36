using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dedup.Cli.Reading;

/// <summary>Reads JSON strings, also those that .NET strings may hold and <see cref="Utf8JsonReader.GetString"/> refuses: with half a surrogate pair.</summary>
internal static class JsonText
{
    /// <summary>The string at the reader's place, each lone surrogate replaced with U+FFFD.</summary>
    /// <param name="reader">Stands on a string or a property name of valid UTF-8.</param>
    /// <param name="replaced">Whether there was a lone surrogate.</param>
    public static string Read(ref Utf8JsonReader reader, out bool replaced)
    {
        try
        {
            replaced = false;
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            replaced = true;
            return ReplaceLoneSurrogates(Unescape(reader.ValueSpan));
        }
    }

    private static string Unescape(ReadOnlySpan<byte> escaped)
    {
        StringBuilder text = new(escaped.Length);
        while (true)
        {
            int plain = escaped.IndexOf((byte)'\\');
            text.Append(Encoding.UTF8.GetString(plain < 0 ? escaped : escaped[..plain]));
            if (plain < 0)
            {
                return text.ToString();
            }

            byte escape = escaped[plain + 1];
            int length = escape == 'u' ? 6 : 2;
            text.Append(escape switch
            {
                (byte)'u' => (char)ushort.Parse(escaped.Slice(plain + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                _ => (char)escape,
            });
            escaped = escaped[(plain + length)..];
        }
    }

    private static string ReplaceLoneSurrogates(string text) => string.Create(text.Length, text, static (units, source) =>
    {
        source.CopyTo(units);
        for (int i = 0; i < units.Length;)
        {
            if (Rune.DecodeFromUtf16(units[i..], out _, out int length) != OperationStatus.Done)
            {
                units[i] = '\uFFFD';
                length = 1;
            }

            i += length;
        }
    });
}
