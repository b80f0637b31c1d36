namespace Dedup.Bench.Quality;

/// <summary>What became of the pairs of a mixed corpus.</summary>
internal sealed record MixedResult : ITableRow
{
    public string Kind => "mixed";

    public required int Articles { get; init; }

    /// <summary>Whether the articles say which site they come from.</summary>
    public required bool Sources { get; init; }

    public required double Megabytes { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Pairs of articles with different content that share a header, a footer, a page template or a form.</summary>
    public required long BoilerplatePairs { get; init; }

    /// <summary>Those that were flagged for a shared header, footer or page template.</summary>
    public required int FalseHeaderPairs { get; init; }

    /// <summary>Those that were flagged for a shared form.</summary>
    public required int FalseFormPairs { get; init; }

    /// <summary>Pairs that have nothing in common and were flagged all the same.</summary>
    public required int OtherFalsePairs { get; init; }

    public required long SyndicatedPairs { get; init; }

    public required double SyndicatedRecall { get; init; }

    /// <summary>Share of the families that are one cluster, whole and unmixed.</summary>
    public required double WholeFamilies { get; init; }

    public required long WrappedPairs { get; init; }

    public required double WrappedRecall { get; init; }

    public static string[] Columns { get; } =
    [
        "articles", "sources", "MB", "seconds", "boilerplate pairs", "false: header", "false: form", "false: other",
        "syndicated pairs", "recall", "families whole", "wrapped copies", "recall",
    ];

    public string[] ToCells() =>
    [
        QualityOutput.Count(Articles), Sources ? "known" : "-", QualityOutput.Amount(Megabytes), QualityOutput.Amount(Seconds), QualityOutput.Count(BoilerplatePairs),
        QualityOutput.Count(FalseHeaderPairs), QualityOutput.Count(FalseFormPairs), QualityOutput.Count(OtherFalsePairs),
        QualityOutput.Count(SyndicatedPairs), QualityOutput.Share(SyndicatedRecall), QualityOutput.Share(WholeFamilies),
        QualityOutput.Count(WrappedPairs), QualityOutput.Share(WrappedRecall),
    ];
}
