using System.Globalization;

namespace Dedup.Bench.Corpus;

/// <summary>What the command line of <see cref="CorpusBench"/> asks for.</summary>
/// <param name="File">The JSON Lines file to clean; null for a generated one.</param>
/// <param name="Megabytes">Size of the generated file, in millions of bytes.</param>
/// <param name="Threads">How many threads the run may use; 0 is one per processor.</param>
/// <param name="Written">Where to put the generated file, with nothing measured; null to measure and throw it away.</param>
internal sealed record CorpusArguments(string? File, int Megabytes, int Threads, string? Written = null)
{
    internal const string Usage = "usage: corpus [FILE.jsonl | --size 200MB [--write FILE]] [--threads N]   (generated articles without a file; --write keeps them and measures nothing)";

    /// <summary>The arguments, or null when they make no sense.</summary>
    internal static CorpusArguments? Parse(ReadOnlySpan<string> args)
    {
        var arguments = new CorpusArguments(File: null, Megabytes: 50, Threads: 0);
        for (int i = 0; i < args.Length; i++)
        {
            CorpusArguments? next = args[i] switch
            {
                "--size" when i + 1 < args.Length => Size(args[++i]) is { } megabytes ? arguments with { Megabytes = megabytes } : null,
                "--threads" when i + 1 < args.Length => int.TryParse(args[++i], NumberStyles.None, CultureInfo.InvariantCulture, out int threads) ? arguments with { Threads = threads } : null,
                "--write" when i + 1 < args.Length => arguments with { Written = args[++i] },
                ['-', ..] or "" => null,
                _ => arguments.File is null ? arguments with { File = args[i] } : null,
            };
            if (next is null)
            {
                return null;
            }

            arguments = next;
        }

        return arguments;
    }

    private static int? Size(string value)
    {
        (string digits, int factor) = value.EndsWith("GB", StringComparison.Ordinal) ? (value[..^2], 1000) : value.EndsWith("MB", StringComparison.Ordinal) ? (value[..^2], 1) : (value, 0);
        return factor > 0 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= 1_000_000 / 1000 * 100 ? number * factor : null;
    }
}
