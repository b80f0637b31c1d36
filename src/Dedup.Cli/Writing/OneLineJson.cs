using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Dedup.Cli.Writing;

/// <summary>A JSON object on one line, for standard error: the encoder leaves nothing in it that a terminal would act on.</summary>
internal static class OneLineJson
{
    /// <summary>The object that <paramref name="fill"/> gives its properties.</summary>
    public static string Write(Action<Utf8JsonWriter> fill)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            fill(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
