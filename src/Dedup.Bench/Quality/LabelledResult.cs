namespace Dedup.Bench.Quality;

/// <summary>How the detector and two baselines did on one labelled set.</summary>
internal sealed record LabelledResult : ITableRow
{
    public string Kind => "labelled";

    public required string Set { get; init; }

    public required int Articles { get; init; }

    public required double Megabytes { get; init; }

    public required double Seconds { get; init; }

    public required int PositivePairs { get; init; }

    public required long MissedPairs { get; init; }

    public required long FalsePairs { get; init; }

    public required double Precision { get; init; }

    public required double Recall { get; init; }

    public required double F1 { get; init; }

    public required double? AdjustedRandIndex { get; init; }

    public required double JaccardF1 { get; init; }

    public required double JaccardThreshold { get; init; }

    public required double ContainmentF1 { get; init; }

    public required double ContainmentThreshold { get; init; }

    public static string[] Columns { get; } =
        ["set", "articles", "MB", "seconds", "positives", "missed", "false", "precision", "recall", "F1", "ARI", "best Jaccard F1", "at", "best containment F1", "at"];

    public string[] ToCells() =>
    [
        Set, QualityOutput.Count(Articles), QualityOutput.Amount(Megabytes), QualityOutput.Amount(Seconds), QualityOutput.Count(PositivePairs),
        QualityOutput.Count(MissedPairs), QualityOutput.Count(FalsePairs), QualityOutput.Share(Precision), QualityOutput.Share(Recall), QualityOutput.Share(F1),
        AdjustedRandIndex is { } index ? QualityOutput.Share(index) : "-",
        QualityOutput.Share(JaccardF1), QualityOutput.Share(JaccardThreshold), QualityOutput.Share(ContainmentF1), QualityOutput.Share(ContainmentThreshold),
    ];
}
