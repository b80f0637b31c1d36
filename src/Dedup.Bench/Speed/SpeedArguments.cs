namespace Dedup.Bench.Speed;

/// <summary>What the command line of <see cref="SpeedBench"/> asks for.</summary>
/// <param name="File">The JSON Lines file with the articles; null for generated ones.</param>
/// <param name="Json">Whether the output is one JSON object a line.</param>
internal sealed record SpeedArguments(string? File, bool Json)
{
    internal const string Usage = "usage: speed [FILE.jsonl[.gz]] [--json]   (generated articles without a file)";

    /// <summary>The arguments, or null when they make no sense.</summary>
    internal static SpeedArguments? Parse(ReadOnlySpan<string> args)
    {
        var arguments = new SpeedArguments(File: null, Json: false);
        foreach (string argument in args)
        {
            SpeedArguments? next = argument switch
            {
                "--json" => arguments with { Json = true },
                ['-', ..] or "" => null,
                _ => arguments.File is null ? arguments with { File = argument } : null,
            };
            if (next is null)
            {
                return null;
            }

            arguments = next;
        }

        return arguments;
    }
}
