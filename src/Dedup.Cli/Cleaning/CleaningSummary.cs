using Dedup.Cleaning;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Cleaning;

/// <summary>What a cleaning has done, in one line.</summary>
internal static class CleaningSummary
{
    /// <param name="plan">What was removed.</param>
    /// <param name="cuts">What was cut; null when nothing was to be.</param>
    /// <param name="counts">What was read.</param>
    /// <param name="problems">What could not be used.</param>
    /// <param name="target">Where the corpus went; null when none was written.</param>
    /// <param name="marks">Whether records were marked instead of removed.</param>
    /// <param name="elapsed">The time of the whole.</param>
    public static string Of(CleaningPlan plan, CorpusCuts? cuts, ReadingCounts counts, Problems problems, string? target, bool marks, TimeSpan elapsed)
    {
        // Marking leaves nothing out.
        int emptied = marks ? 0 : cuts?.EmptiedCount ?? 0;
        int articles = plan.KeptCount + plan.Removals.Count;
        string verb = (target, marks) switch
        {
            (null, _) => "would be removed",
            (_, true) => "marked",
            _ => "removed",
        };
        string kinds = string.Join(", ", plan.Removals
            .CountBy(static removal => removal.Relation)
            .OrderBy(static count => count.Key)
            .Select(static count => $"{Figures.Number(count.Value)} {Name(count.Key)}"));
        List<string> parts =
        [
            $"{Figures.Count(articles, "article")} from {Figures.Count(counts.Files, "file")}",
            $"{Figures.Number(plan.Removals.Count)} {verb}{(kinds.Length > 0 ? $" ({kinds})" : string.Empty)}",
            $"{Figures.Number(plan.KeptCount - emptied)} kept{(target is null or InputFile.StandardInput ? string.Empty : " in " + target)}",
            .. cuts is null ? Array.Empty<string>() : [$"{Figures.Count(cuts.Plan.Cuts.Count, "passage")} {(target is null ? "would be cut" : "cut")} out of {Figures.Number(cuts.Plan.ArticleCount - emptied)} of them"],
            .. emptied == 0 ? Array.Empty<string>() : [$"{Figures.Number(emptied)} of which nothing {(target is null ? "would be" : "was")} left"],
            Figures.Seconds(elapsed),
        ];
        if (counts.SplitPages > 0)
        {
            parts.Add($"{Figures.Count(counts.SplitPages, "page")} split");
        }

        if (counts.BinaryFiles > 0)
        {
            parts.Add($"{Figures.Count(counts.BinaryFiles, "binary file")} passed over");
        }

        if (counts.Links > 0)
        {
            parts.Add($"{Figures.Count(counts.Links, "symbolic link")} passed over");
        }

        if (problems.Count > 0)
        {
            parts.Add(problems.Summary());
        }

        return string.Join(", ", parts);
    }

    private static string Name(DuplicateRelation relation) => relation switch
    {
        DuplicateRelation.Identical => "identical",
        DuplicateRelation.NearDuplicate => "near-duplicate",
        _ => "contained",
    };
}
