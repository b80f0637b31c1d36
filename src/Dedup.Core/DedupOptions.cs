using Dedup.Candidates;
using Dedup.Clustering;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Verification;

namespace Dedup;

/// <summary>Everything that can be set, one record per stage. The defaults are meant for articles in any language. Immutable and thread-safe.</summary>
public sealed record DedupOptions
{
    /// <summary>What to look for. Default <see cref="Dedup.Detect.All"/>.</summary>
    /// <exception cref="ArgumentException">No flag, or an unknown one, is set.</exception>
    public Detect Detect
    {
        get;
        init
        {
            if (value == Detect.None || (value & ~Detect.All) != Detect.None)
            {
                throw new ArgumentException($"Detect is {value}, which names nothing to look for: set at least one of Resemblance, Containment, Passages.", nameof(value));
            }

            field = value;
        }
    } = Detect.All;

    /// <summary>Tokens to shingles.</summary>
    public ShinglingOptions Shingling { get; init; } = new();

    /// <summary>The MinHash signature, for resemblance.</summary>
    public MinHashOptions MinHash { get; init; } = new();

    /// <summary>The positional sketch, for containment and passages.</summary>
    public PositionalSketchOptions Sketch { get; init; } = new();

    /// <summary>How candidate pairs are found.</summary>
    public CandidateOptions Candidates { get; init; } = new();

    /// <summary>When a candidate pair is a duplicate.</summary>
    public VerificationOptions Verification { get; init; } = new();

    /// <summary>Which article of a cluster to keep. Default <see cref="RepresentativeRule.LongestText"/>.</summary>
    public RepresentativeRule Representative { get; init; } = RepresentativeRule.LongestText;

    /// <summary>
    /// How many articles are drawn and compared exactly with all others, to measure the recall of the run (<see cref="DedupReport.Recall"/>), 0 to 1,000,000; 0 measures nothing.
    /// Default 0. Changes no pair and no cluster. Costs one more reading of all texts and about 100 bytes for each shingle of the sample.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 1,000,000.</exception>
    public int RecallSample
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(RecallSample));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000_000, nameof(RecallSample));
            field = value;
        }
    }

    /// <summary>How many threads may work at once, 1 to 1024; 0 means one per processor. Default 0. Never changes a result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than 1024.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Threads));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1024, nameof(Threads));
            field = value;
        }
    }
}
