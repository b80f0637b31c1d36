using System.Globalization;

namespace Dedup.Bench.Quality;

/// <summary>How many copies edited in one way, at one rate, were found.</summary>
internal sealed record LadderRung : ITableRow
{
    public string Kind => "ladder";

    public required string Edit { get; init; }

    /// <summary>Share of words, sentences or letters; words of the template for a wrapped copy.</summary>
    public required double Rate { get; init; }

    public required double MeanJaccard { get; init; }

    /// <summary>Copies whose exact Jaccard similarity with the original is at least 0.5.</summary>
    public required int NearPairs { get; init; }

    public required int NearFound { get; init; }

    /// <summary>Other copies, where the smaller text is contained to at least 0.8.</summary>
    public required int ContainedPairs { get; init; }

    public required int ContainedFound { get; init; }

    public required int FalsePairs { get; init; }

    public static string[] Columns { get; } = ["edit", "rate", "mean J", "J >= 0.5", "recall", "contained", "recall", "false pairs"];

    public string[] ToCells() =>
    [
        Edit, Rate.ToString("0.###", CultureInfo.InvariantCulture), QualityOutput.Share(MeanJaccard),
        QualityOutput.Count(NearPairs), Recall(NearFound, NearPairs), QualityOutput.Count(ContainedPairs), Recall(ContainedFound, ContainedPairs),
        QualityOutput.Count(FalsePairs),
    ];

    private static string Recall(int found, int pairs) => pairs == 0 ? "-" : QualityOutput.Share((double)found / pairs);
}
