namespace Dedup.Bench.Quality;

/// <summary>What the report of one labelled set holds.</summary>
internal sealed record RelationCounts : ITableRow
{
    public string Kind => "relations";

    public required string Set { get; init; }

    public required long Candidates { get; init; }

    public required int Identical { get; init; }

    public required int NearDuplicate { get; init; }

    public required int ContainedIn { get; init; }

    public required int SharesPassage { get; init; }

    public required int Clusters { get; init; }

    public required double? WeakestLink { get; init; }

    public static string[] Columns { get; } = ["set", "candidates", "identical", "near-duplicate", "contained in", "shares passage", "clusters", "weakest link"];

    internal static RelationCounts Of(string set, DetectorRun run) => new()
    {
        Set = set,
        Candidates = run.Report.CandidatePairCount,
        Identical = run.CountOf(DuplicateRelation.Identical),
        NearDuplicate = run.CountOf(DuplicateRelation.NearDuplicate),
        ContainedIn = run.CountOf(DuplicateRelation.ContainedIn),
        SharesPassage = run.CountOf(DuplicateRelation.SharesPassage),
        Clusters = run.Report.Clusters.Count,
        WeakestLink = run.Report.Clusters.Count == 0 ? null : run.Report.Clusters.Min(cluster => cluster.WeakestJaccard),
    };

    public string[] ToCells() =>
    [
        Set, QualityOutput.Count(Candidates), QualityOutput.Count(Identical), QualityOutput.Count(NearDuplicate), QualityOutput.Count(ContainedIn),
        QualityOutput.Count(SharesPassage), QualityOutput.Count(Clusters), WeakestLink is { } weakest ? QualityOutput.Share(weakest) : "-",
    ];
}
