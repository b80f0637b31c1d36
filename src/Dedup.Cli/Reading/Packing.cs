namespace Dedup.Cli.Reading;

/// <summary>How a file is compressed, as its name says.</summary>
internal enum Packing
{
    None,
    Gzip,
    Brotli,
}
