using System.Globalization;

namespace Dedup.Bench.EndToEnd;

/// <summary>What the command line of <see cref="ScanBench"/> asks for.</summary>
/// <param name="File">The JSON Lines file to scan; null for generated articles.</param>
/// <param name="Articles">How many articles are generated.</param>
/// <param name="Threads">How many threads reading and scanning may use; 0 is one per processor.</param>
/// <param name="Save">Where to write the generated articles, and do no more; null to time them.</param>
internal sealed record ScanArguments(string? File, int Articles, int Threads, string? Save)
{
    internal const string Usage = "usage: scan [FILE.jsonl[.gz] | --articles 20000] [--threads 1] [--save FILE.jsonl]   (generated articles without a file)";

    /// <summary>The arguments, or null when they make no sense.</summary>
    internal static ScanArguments? Parse(ReadOnlySpan<string> args)
    {
        var arguments = new ScanArguments(File: null, Articles: 20_000, Threads: 1, Save: null);
        for (int i = 0; i < args.Length; i++)
        {
            bool hasValue = i + 1 < args.Length;
            ScanArguments? next = args[i] switch
            {
                "--articles" when hasValue => Number(args[++i]) is > 0 and var articles ? arguments with { Articles = articles } : null,
                "--threads" when hasValue => Number(args[++i]) is { } threads ? arguments with { Threads = threads } : null,
                "--save" when hasValue => arguments with { Save = args[++i] },
                ['-', ..] or "" => null,
                _ => arguments.File is null ? arguments with { File = args[i] } : null,
            };
            if (next is null)
            {
                return null;
            }

            arguments = next;
        }

        return arguments is { File: not null, Save: not null } ? null : arguments;
    }

    private static int? Number(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
