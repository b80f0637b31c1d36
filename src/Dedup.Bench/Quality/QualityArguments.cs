using System.Globalization;

namespace Dedup.Bench.Quality;

/// <summary>What the command line of <see cref="QualityBench"/> asks for.</summary>
internal sealed record QualityArguments
{
    internal const string Usage =
        "usage: quality [FOLDER] [--generated] [--set NAME] [--size N] [--shingles-only] [--misses N [--texts]] [--json]   (a folder of labelled sets, --generated, or both)";

    /// <summary>The folder with the labelled sets; null for none.</summary>
    internal string? Folder { get; private init; }

    /// <summary>Whether the generated sets are run.</summary>
    internal bool Generated { get; private init; }

    /// <summary>The only set to run; null for all.</summary>
    internal string? Set { get; private init; }

    /// <summary>Most articles of the mixed corpus. Default 10,000.</summary>
    internal int Size { get; private init; } = 10_000;

    /// <summary>How many of the worst misses, and of the worst false alarms, are listed for each set.</summary>
    internal int Misses { get; private init; }

    /// <summary>Whether those are listed with whole texts.</summary>
    internal bool Texts { get; private init; }

    /// <summary>Whether the output is one JSON object a line.</summary>
    internal bool Json { get; private init; }

    /// <summary>Whether the labelled sets are run without aligning words, to see what that brings.</summary>
    internal bool ShinglesOnly { get; private init; }

    internal bool Wants(string set) => Set is null || string.Equals(Set, set, StringComparison.Ordinal);

    /// <summary>The arguments, or null when they make no sense.</summary>
    internal static QualityArguments? Parse(ReadOnlySpan<string> args)
    {
        var arguments = new QualityArguments();
        for (int i = 0; i < args.Length; i++)
        {
            string value = i + 1 < args.Length ? args[i + 1] : string.Empty;
            (QualityArguments? next, int taken) = args[i] switch
            {
                "--generated" => (arguments with { Generated = true }, 0),
                "--shingles-only" => (arguments with { ShinglesOnly = true }, 0),
                "--json" => (arguments with { Json = true }, 0),
                "--texts" => (arguments with { Texts = true }, 0),
                "--set" when value.Length > 0 => (arguments with { Set = value }, 1),
                "--misses" when Number(value) is { } misses => (arguments with { Misses = misses }, 1),
                "--size" when Number(value) is >= 1000 and { } size => (arguments with { Size = size }, 1),
                ['-', ..] or "" => (null, 0),
                _ => (arguments.Folder is null ? arguments with { Folder = args[i] } : null, 0),
            };
            if (next is null)
            {
                return null;
            }

            arguments = next;
            i += taken;
        }

        return arguments.Folder is not null || arguments.Generated ? arguments : null;
    }

    private static int? Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
