using System.Buffers;
using Dedup.Reporting;

namespace Dedup.Cli.Writing;

/// <summary>Results as JSON Lines, in chunks of whole lines.</summary>
internal sealed class JsonLinesResultWriter : IResultWriter
{
    private const int ChunkBytes = 64 * 1024;

    public void WritePairs(Stream stream, IEnumerable<DuplicatePair> pairs) => Write(stream, pairs, JsonLinesWriter.Write);

    public void WriteExplanation(Stream stream, PairExplanation explanation) => Write(stream, [explanation], JsonLinesWriter.Write);

    public void WriteClusters(Stream stream, IEnumerable<DuplicateCluster> clusters) => Write(stream, clusters, JsonLinesWriter.Write);

    private static void Write<T>(Stream stream, IEnumerable<T> items, Action<IBufferWriter<byte>, T> write)
    {
        ArrayBufferWriter<byte> buffer = new(2 * ChunkBytes);
        foreach (T item in items)
        {
            write(buffer, item);
            if (buffer.WrittenCount >= ChunkBytes)
            {
                stream.Write(buffer.WrittenSpan);
                buffer.ResetWrittenCount();
            }
        }

        stream.Write(buffer.WrittenSpan);
    }
}
