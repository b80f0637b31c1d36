namespace Dedup;

/// <summary>What <see cref="Deduplicator.Run"/> found. Immutable and thread-safe; the same for the same articles and options, in whatever order they came, but for <see cref="Cost"/>.</summary>
public sealed record DedupReport
{
    /// <summary>How many articles were compared, empty ones included.</summary>
    public required int ArticleCount { get; init; }

    /// <summary>How many tokens (words, or characters of scripts without spaces) the articles hold together.</summary>
    public required long TokenCount { get; init; }

    /// <summary>
    /// The verified pairs, ordered by left id, then right id. Among identical articles, and between two families of identical articles, all pairs
    /// are listed up to <see cref="Verification.VerificationOptions.PairsPerFamily"/>; past that, each article is paired with its family's first id.
    /// </summary>
    public required IReadOnlyList<DuplicatePair> Pairs { get; init; }

    /// <summary>The clusters, ordered by size (largest first), then representative id. An article in no cluster repeats no other as a whole. Empty unless <see cref="Detect.Resemblance"/> is looked for.</summary>
    public required IReadOnlyList<DuplicateCluster> Clusters { get; init; }

    /// <summary>Ids of articles without a single token, in ordinal order. They take part in no pair.</summary>
    public required IReadOnlyList<string> EmptyArticles { get; init; }

    /// <summary>
    /// Ids of articles with fewer than four words, in ordinal order, those without any left out. They can be identical to others; nothing else is said of them.
    /// <see cref="DuplicatePair.TooShort"/> says what a word is in scripts without spaces.
    /// </summary>
    public IReadOnlyList<string> TooShortArticles { get; init; } = [];

    /// <summary>How many candidate pairs the indexes proposed and verification looked at; <see cref="Pairs"/> holds those that passed.</summary>
    public required long CandidatePairCount { get; init; }

    /// <summary>How many of the true pairs were found, measured on a sample; null unless <see cref="DedupOptions.RecallSample"/> asks for it.</summary>
    public RecallEstimate? Recall { get; init; }

    /// <summary>What the run took. The only part of a report that differs when the same articles are compared again.</summary>
    public required RunCost Cost { get; init; }
}
