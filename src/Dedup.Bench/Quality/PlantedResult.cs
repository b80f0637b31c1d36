namespace Dedup.Bench.Quality;

/// <summary>How well planted passages of one length and one rate of edits are marked, in two given texts and in a batch.</summary>
internal sealed record PlantedResult : ITableRow
{
    public string Kind => "plantedPassages";

    public required int PassageWords { get; init; }

    /// <summary>Share of the passage's words that were replaced, inserted or deleted.</summary>
    public required double Edits { get; init; }

    public required int Passages { get; init; }

    /// <summary>Precision of characters when the two texts are given (<see cref="Deduplicator.Explain(Article, Article, DedupOptions?)"/>).</summary>
    public required double Precision { get; init; }

    public required double Recall { get; init; }

    public required double Granularity { get; init; }

    /// <summary>Pairs of a batch over all texts that share a planted passage and were reported, as a share of all planted passages.</summary>
    public required double FoundInBatch { get; init; }

    /// <summary>Recall of characters in the batch, not found ones counting 0.</summary>
    public required double RecallInBatch { get; init; }

    /// <summary>The same share with a sketch of scale 4.</summary>
    public required double FoundInDenseBatch { get; init; }

    /// <summary>Pairs that the two batches report though nothing was planted between them.</summary>
    public required int FalsePairs { get; init; }

    public static string[] Columns { get; } = ["words", "edits", "passages", "precision", "recall", "granularity", "batch: found", "batch: recall", "scale 4: found", "false pairs"];

    public string[] ToCells() =>
    [
        QualityOutput.Count(PassageWords), QualityOutput.Share(Edits)[..4], QualityOutput.Count(Passages), QualityOutput.Share(Precision), QualityOutput.Share(Recall),
        QualityOutput.Share(Granularity), QualityOutput.Share(FoundInBatch), QualityOutput.Share(RecallInBatch),
        QualityOutput.Share(FoundInDenseBatch), QualityOutput.Count(FalsePairs),
    ];
}
