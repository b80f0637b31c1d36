namespace Dedup;

/// <summary>How two articles repeat each other.</summary>
public enum DuplicateRelation
{
    /// <summary>Nothing worth reporting. Only <see cref="Deduplicator.Compare(Article, Article, DedupOptions?)"/> answers this; a report never holds it.</summary>
    None = 0,

    /// <summary>The same tokens in the same order; letter case, punctuation and spacing may differ. Symmetric; joins a cluster.</summary>
    Identical = 1,

    /// <summary>The Jaccard similarity of the shingle sets reaches <see cref="Verification.VerificationOptions.JaccardThreshold"/>. Symmetric; joins a cluster.</summary>
    NearDuplicate = 2,

    /// <summary>The left article lies mostly inside the right one (<see cref="Verification.VerificationOptions.ContainmentThreshold"/>). Directed; never joins a cluster.</summary>
    ContainedIn = 3,

    /// <summary>The right article lies mostly inside the left one. Only <see cref="DuplicateMatch"/> uses it, where the left article is the one asked about.</summary>
    Contains = 4,

    /// <summary>A run of words in common, in order (<see cref="Verification.VerificationOptions.PassageTokens"/>). Symmetric; never joins a cluster.</summary>
    SharesPassage = 5,
}
