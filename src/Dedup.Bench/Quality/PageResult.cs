namespace Dedup.Bench.Quality;

/// <summary>How many articles of one length were found inside longer pages.</summary>
internal sealed record PageResult : ITableRow
{
    public string Kind => "page";

    public required int ArticleWords { get; init; }

    public required int Pairs { get; init; }

    /// <summary>Pairs reported as contained.</summary>
    public required int Found { get; init; }

    /// <summary>Pairs reported only for a passage in common.</summary>
    public required int PassageOnly { get; init; }

    public required double Recall { get; init; }

    public required int FalsePairs { get; init; }

    public required double Seconds { get; init; }

    public static string[] Columns { get; } = ["words", "pairs", "contained", "passage only", "recall", "false pairs", "seconds"];

    public string[] ToCells() =>
    [
        QualityOutput.Count(ArticleWords), QualityOutput.Count(Pairs), QualityOutput.Count(Found), QualityOutput.Count(PassageOnly), QualityOutput.Share(Recall),
        QualityOutput.Count(FalsePairs), QualityOutput.Amount(Seconds),
    ];
}
