using System.Buffers;
using System.Text;

namespace Dedup.Text;

/// <summary>UTF-8. Bytes that are not UTF-8 read as U+FFFD, one for each maximal invalid sequence, as the Unicode standard recommends.</summary>
internal readonly struct Utf8Decoder : ICodePointDecoder<byte>
{
    public static uint Unit(byte unit) => unit;

    public static int Decode(ReadOnlySpan<byte> text, out int units)
    {
        OperationStatus status = Rune.DecodeFromUtf8(text, out Rune rune, out units);
        return status == OperationStatus.Done ? rune.Value : Rune.ReplacementChar.Value;
    }
}
