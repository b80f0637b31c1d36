namespace Dedup;

/// <summary>The stages of a run, in order.</summary>
public enum DedupStage
{
    /// <summary>Texts become signatures and sketches.</summary>
    Signing = 0,

    /// <summary>The indexes propose candidate pairs.</summary>
    FindingCandidates = 1,

    /// <summary>Candidate pairs are compared on their texts.</summary>
    Verifying = 2,

    /// <summary>Verified pairs become clusters.</summary>
    Clustering = 3,

    /// <summary>The pairs of articles are listed, copies of copies among them.</summary>
    Listing = 4,
}
