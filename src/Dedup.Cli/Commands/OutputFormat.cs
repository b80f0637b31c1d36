namespace Dedup.Cli.Commands;

/// <summary>What results look like.</summary>
internal enum OutputFormat
{
    Text,
    Jsonl,
    Csv,
}
