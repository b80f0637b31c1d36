using System.Diagnostics;

namespace Dedup.Cli.Writing;

/// <summary>Where the time and the memory of a run went, stage by stage; the stages add up to the whole.</summary>
/// <param name="Stages">The stages in order; the last one is what lies between the others.</param>
/// <param name="Elapsed">The whole, from the parsed command line to the last result.</param>
/// <param name="Report">What was found.</param>
/// <param name="PeakBytes">Most physical memory the process had at once; 0 where the system does not tell.</param>
internal sealed record RunStatistics(IReadOnlyList<RunStatistics.Stage> Stages, TimeSpan Elapsed, DedupReport Report, long PeakBytes)
{
    /// <summary>Gathers the figures of a run that is over.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="bytesRead">How many bytes were read.</param>
    /// <param name="reading">The time that reading took.</param>
    /// <param name="writing">The time that writing took.</param>
    /// <param name="elapsed">The time of the whole.</param>
    /// <param name="clustersOnly">Whether clusters were written instead of pairs.</param>
    public static RunStatistics Of(
        DedupReport report,
        long bytesRead,
        TimeSpan reading,
        TimeSpan writing,
        TimeSpan elapsed,
        bool clustersOnly)
    {
        TimeSpan other = elapsed - reading - writing - new TimeSpan(report.Cost.Stages.Sum(static stage => stage.Elapsed.Ticks));
        Stage[] stages =
        [
            new("reading", "reading", reading, report.ArticleCount, "articles", bytesRead),
            .. report.Cost.Stages.Select(stage => Name(stage, report.Cost.TextBytes)),
            new("writing", "writing", writing, clustersOnly ? report.Clusters.Count : report.Pairs.Count, clustersOnly ? "clusters" : "pairs", null),
            new("other", "other", other, 0, null, null),
        ];
        using Process self = Process.GetCurrentProcess();
        return new RunStatistics(stages, elapsed, report, self.PeakWorkingSet64);
    }

    /// <summary>Each stage's share of the whole in so many parts, whole numbers that add up to the parts.</summary>
    public IReadOnlyList<long> Shares(int parts)
    {
        // Rounding the running sum instead of each share leaves nothing over.
        List<long> shares = [];
        long ticks = 0;
        long given = 0;
        foreach (Stage stage in Stages)
        {
            ticks += stage.Elapsed.Ticks;
            long upTo = (long)Math.Round((double)ticks / Elapsed.Ticks * parts);
            shares.Add(upTo - given);
            given = upTo;
        }

        return shares;
    }

    private static Stage Name(StageCost stage, long textBytes) => stage.Stage switch
    {
        DedupStage.Signing => new("signing", "signing", stage.Elapsed, stage.Items, "articles", textBytes),
        DedupStage.FindingCandidates => new("findingCandidates", "finding candidates", stage.Elapsed, stage.Items, "articles", null),
        DedupStage.Verifying => new("verifying", "verifying", stage.Elapsed, stage.Items, "pairs", null),
        DedupStage.Counting => new("counting", "counting shingles", stage.Elapsed, stage.Items, "articles", null),
        DedupStage.Clustering => new("clustering", "clustering", stage.Elapsed, stage.Items, "articles", null),
        DedupStage.Listing => new("listing", "listing pairs", stage.Elapsed, stage.Items, "pairs", null),
        DedupStage.EstimatingRecall => new("estimatingRecall", "estimating recall", stage.Elapsed, stage.Items, "articles", null),
        var unknown => new(unknown.ToString(), unknown.ToString(), stage.Elapsed, stage.Items, "items", null),
    };

    /// <summary>One stage.</summary>
    /// <param name="Name">Its name for programs.</param>
    /// <param name="Label">Its name for people.</param>
    /// <param name="Elapsed">What it took.</param>
    /// <param name="Items">What it worked on.</param>
    /// <param name="Unit">What the items are; null when there are none to count.</param>
    /// <param name="Bytes">Bytes that it went through, where that says something.</param>
    internal sealed record Stage(string Name, string Label, TimeSpan Elapsed, long Items, string? Unit, long? Bytes)
    {
        public double? ItemsPerSecond => PerSecond(Unit is null ? null : Items);

        public double? BytesPerSecond => PerSecond(Bytes);

        private double? PerSecond(long? count) => count is null || Elapsed <= TimeSpan.Zero ? null : count / Elapsed.TotalSeconds;
    }
}
