using System.Globalization;
using CsvHelper;
using Dedup.Reporting;

namespace Dedup.Cli.Writing;

/// <summary>Results as CSV with a header. A field that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
internal sealed class CsvResultWriter : IResultWriter
{
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape, NewLine = "\n" };

    public void WritePairs(Stream stream, IEnumerable<DuplicatePair> pairs)
    {
        using CsvWriter csv = Open(stream);
        csv.WriteRecord(["left", "right", "relation", "jaccard", "leftInRight", "rightInLeft", "passages"]);
        foreach (DuplicatePair pair in pairs)
        {
            csv.WriteRecord(
            [
                pair.Left,
                pair.Right,
                JsonLinesWriter.NameOf(pair.Relation),
                JsonLinesWriter.FormatSimilarity(pair.Jaccard),
                JsonLinesWriter.FormatSimilarity(pair.LeftInRight),
                JsonLinesWriter.FormatSimilarity(pair.RightInLeft),
                string.Join(';', pair.Passages.Select(Format)),
            ]);
        }
    }

    public void WriteExplanation(Stream stream, PairExplanation explanation) => WritePairs(stream, [explanation.Pair]);

    public void WriteClusters(Stream stream, IEnumerable<DuplicateCluster> clusters)
    {
        using CsvWriter csv = Open(stream);
        csv.WriteRecord(["representative", "member", "weakestJaccard"]);
        foreach (DuplicateCluster cluster in clusters)
        {
            foreach (string member in cluster.Members)
            {
                csv.WriteRecord([cluster.Representative, member, JsonLinesWriter.FormatSimilarity(cluster.WeakestJaccard)]);
            }
        }
    }

    private static CsvWriter Open(Stream stream) => CsvWriter.Create(stream, Options, leaveOpen: true);

    private static string Format(Passage passage) => string.Create(
        CultureInfo.InvariantCulture,
        $"{passage.LeftStart}+{passage.LeftLength}={passage.RightStart}+{passage.RightLength}");
}
