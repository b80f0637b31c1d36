namespace Dedup.Cli.Writing;

/// <summary>Writes results for programs, to a stream that is flushed when the call returns.</summary>
internal interface IResultWriter
{
    void WritePairs(Stream stream, IEnumerable<DuplicatePair> pairs);

    void WriteClusters(Stream stream, IEnumerable<DuplicateCluster> clusters);
}
