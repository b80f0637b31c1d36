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

    /// <summary>Shingles of suspect pairs are counted in all articles, to tell templates from duplicates.</summary>
    Counting = 3,

    /// <summary>Verified pairs become clusters.</summary>
    Clustering = 4,

    /// <summary>The pairs of articles are listed, copies of copies among them.</summary>
    Listing = 5,

    /// <summary>A sample of the articles is compared exactly with all, when <see cref="DedupOptions.RecallSample"/> asks for it.</summary>
    EstimatingRecall = 6,
}
