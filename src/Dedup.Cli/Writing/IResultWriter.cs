namespace Dedup.Cli.Writing;

/// <summary>Writes results for programs, to a stream that is flushed when the call returns.</summary>
internal interface IResultWriter
{
    void WritePairs(Stream stream, IEnumerable<DuplicatePair> pairs);

    /// <summary>The pair, and as far as the format can say it, what differs in its passages.</summary>
    void WriteExplanation(Stream stream, PairExplanation explanation);

    void WriteClusters(Stream stream, IEnumerable<DuplicateCluster> clusters);
}
