namespace Dedup.Reporting;

/// <summary>What a page of <see cref="HtmlReportWriter"/> says beside the results, and how large it may grow. Immutable and thread-safe.</summary>
public sealed record HtmlReportOptions
{
    /// <summary>The heading, such as the name of what was compared. Default: none.</summary>
    public string? Title { get; init; }

    /// <summary>What was read, one line each, such as "3 files". Default: none.</summary>
    public IReadOnlyList<string> Input { get; init; } = [];

    /// <summary>What could not be read, or was left out, and why, one line each. Default: none.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>The options of the run, which the page shows, with the S-curve that follows from them. Default: those that <see cref="DedupOptions"/> starts with.</summary>
    public DedupOptions Run { get; init; } = new();

    /// <summary>
    /// Most characters (UTF-16 units) of article texts that are embedded, for the side-by-side view, 0 to 1,000,000,000. Default 6,000,000. Whole texts are taken, largest
    /// clusters first; the page says how many are left out.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 1,000,000,000.</exception>
    public int MostTextUnits { get; init => field = Within(value, 0, 1_000_000_000, nameof(MostTextUnits)); } = 6_000_000;

    /// <summary>Most pairs that are listed, and most members of clusters, 1 to 10,000,000. Default 20,000; the page says how many are left out, and its totals count them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 10,000,000.</exception>
    public int MostPairs { get; init => field = Within(value, 1, 10_000_000, nameof(MostPairs)); } = 20_000;

    private static int Within(int value, int least, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
        return value;
    }
}
