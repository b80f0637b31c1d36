using System.Text;
using System.Text.Json;

namespace Dedup.Cli.Reading;

/// <summary>The value of one field of a JSON Lines object, as far as an article can use it.</summary>
/// <param name="Value">The string, or the digits of a number; null when there is nothing usable.</param>
/// <param name="OtherType">What stands there instead of a string, for messages; null when nothing or a string does.</param>
/// <param name="Replaced">Whether half a surrogate pair was replaced with U+FFFD.</param>
internal readonly record struct JsonField(string? Value, string? OtherType = null, bool Replaced = false)
{
    /// <summary>Reads the value at the reader's place to its end.</summary>
    /// <param name="reader">Stands on the first token of a value.</param>
    /// <param name="numbers">Whether a number will do; it is taken as it is spelt.</param>
    public static JsonField Read(ref Utf8JsonReader reader, bool numbers)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                string value = JsonText.Read(ref reader, out bool replaced);
                return new(value, Replaced: replaced);
            case JsonTokenType.Number:
                return numbers ? new(Encoding.ASCII.GetString(reader.ValueSpan)) : new(null, "a number");
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.StartObject:
                reader.Skip();
                return new(null, "an object");
            case JsonTokenType.StartArray:
                reader.Skip();
                return new(null, "an array");
            default:
                return new(null, "true or false");
        }
    }
}
