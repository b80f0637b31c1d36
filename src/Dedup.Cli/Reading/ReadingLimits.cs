namespace Dedup.Cli.Reading;

/// <summary>What keeps one broken or hostile input from taking all memory and time.</summary>
/// <param name="RecordBytes">The longest line, record or text file, in bytes of UTF-8 after unpacking, 1 to 1 GiB (a longer text would not fit into a .NET string). Default 256 MiB.</param>
/// <param name="Ratio">How many times its packed size a file may unpack to; 0 is no limit. Packed text seldom reaches 20. Default 200.</param>
internal sealed record ReadingLimits(int RecordBytes = 256 << 20, int Ratio = 200)
{
    public const int MostRecordBytes = 1 << 30;

    public string TooLong => "longer than " + Figures.Bytes(RecordBytes);
}
