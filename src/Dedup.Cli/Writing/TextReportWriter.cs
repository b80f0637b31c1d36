using System.Text;

namespace Dedup.Cli.Writing;

/// <summary>A report for people: what was found in a few words, the clusters, then each pair with the reason for it.</summary>
/// <param name="style">Emphasis, or none.</param>
/// <param name="articles">The articles, for excerpts.</param>
/// <param name="showsAll">Whether to show everything instead of a screenful.</param>
internal sealed class TextReportWriter(TextStyle style, IEnumerable<Article> articles, bool showsAll)
{
    public const int ShownClusters = 20;
    public const int ShownPairs = 50;

    private const int ShownMembers = 8;
    private const int WidestId = 48;
    private const int RelationWidth = 14;

    private readonly Dictionary<string, Article> articleById = articles.ToDictionary(static article => article.Id, StringComparer.Ordinal);

    /// <summary>Writes the report.</summary>
    /// <param name="stream">Where it goes; flushed when the call returns.</param>
    /// <param name="report">What was found.</param>
    /// <param name="clustersOnly">Whether to leave the pairs out.</param>
    public void Write(Stream stream, DedupReport report, bool clustersOnly)
    {
        using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024) { NewLine = "\n" };
        WriteSummary(text, report);
        WriteClusters(text, report.Clusters);
        if (!clustersOnly)
        {
            WritePairs(text, report.Pairs);
        }
    }

    private void WriteSummary(StreamWriter text, DedupReport report)
    {
        (int Count, string What)[] small = [(report.EmptyArticles.Count, "without any"), (report.TooShortArticles.Count, "too short to compare")];
        string notes = string.Join(", ", small.Where(static note => note.Count > 0).Select(static note => $"{Figures.Number(note.Count)} {note.What}"));
        text.WriteLine($"{Figures.Count(report.ArticleCount, "article")}, {Figures.Count(report.TokenCount, "word")}{(notes.Length == 0 ? string.Empty : $" ({notes})")}");
        if (report.Pairs.Count == 0)
        {
            text.WriteLine(report.ArticleCount == 0 ? "Nothing to compare." : style.Good("No duplicates found."));
            return;
        }

        IEnumerable<string> kinds = report.Pairs
            .CountBy(static pair => pair.Relation)
            .OrderBy(static kind => kind.Key)
            .Select(static kind => $"{Figures.Number(kind.Value)} {Wording.RelationOfPair(kind.Key)}");
        text.WriteLine(style.Strong($"{Figures.Count(report.Pairs.Count, "pair")}: {string.Join(", ", kinds)}"));
    }

    private void WriteClusters(StreamWriter text, IReadOnlyList<DuplicateCluster> clusters)
    {
        if (clusters.Count == 0)
        {
            return;
        }

        int repeats = clusters.Sum(static cluster => cluster.Members.Count - 1);
        text.WriteLine();
        text.WriteLine(style.Strong($"{Figures.Count(clusters.Count, "cluster")} of articles that repeat each other as a whole; keeping one of each drops {Figures.Count(repeats, "article")}"));
        IReadOnlyList<DuplicateCluster> shown = showsAll ? clusters : [.. clusters.Take(ShownClusters)];
        int keepWidth = Width(shown.Select(static cluster => cluster.Representative), "KEEP");
        text.WriteLine(style.Faint($"  {"SIZE",7}  {"WEAKEST",7}  {"KEEP".PadRight(keepWidth)}  REPEATED BY"));
        foreach (DuplicateCluster cluster in shown)
        {
            string keep = SafeText.Clean(cluster.Representative);
            text.WriteLine($"  {Figures.Number(cluster.Members.Count),7}  {Figures.Percent(cluster.WeakestJaccard),7}  {style.Good(keep.PadRight(keepWidth))}  {Repeats(cluster)}");
        }

        WriteOmitted(text, clusters.Count - shown.Count);
    }

    private string Repeats(DuplicateCluster cluster)
    {
        int shown = showsAll ? cluster.Members.Count : ShownMembers;
        string names = string.Join(", ", cluster.Members.Where(id => id != cluster.Representative).Take(shown).Select(SafeText.Clean));
        int more = cluster.Members.Count - 1 - shown;
        return more > 0 ? $"{names} and {Figures.Number(more)} more" : names;
    }

    private void WritePairs(StreamWriter text, IReadOnlyList<DuplicatePair> pairs)
    {
        if (pairs.Count == 0)
        {
            return;
        }

        text.WriteLine();
        text.WriteLine(style.Strong("Pairs"));
        IReadOnlyList<DuplicatePair> shown = showsAll ? pairs : [.. pairs.Take(ShownPairs)];
        int leftWidth = Width(shown.Select(static pair => pair.Left), "LEFT");
        text.WriteLine(style.Faint($"  {"RELATION".PadRight(RelationWidth)}  JACCARD  LEFT IN RIGHT  RIGHT IN LEFT  {"LEFT".PadRight(leftWidth)}  RIGHT"));
        foreach (DuplicatePair pair in shown)
        {
            string relation = style.Relation(pair.Relation, Wording.Relation(pair.Relation).PadRight(RelationWidth));
            string shares = $"{Figures.Percent(pair.Jaccard),7}  {Figures.Percent(pair.LeftInRight),13}  {Figures.Percent(pair.RightInLeft),13}";
            text.WriteLine($"  {relation}  {shares}  {SafeText.Clean(pair.Left).PadRight(leftWidth)}  {SafeText.Clean(pair.Right)}");
            WriteReason(text, pair);
        }

        WriteOmitted(text, pairs.Count - shown.Count);
    }

    private void WriteReason(StreamWriter text, DuplicatePair pair)
    {
        string reason = pair.Relation switch
        {
            DuplicateRelation.Identical => "the same words in the same order",
            DuplicateRelation.ContainedIn or DuplicateRelation.NearDuplicate when pair.LeftAligned > 1.25 * pair.LeftInRight =>
                $"edited throughout: {Wording.Share(pair.LeftAligned)} of the left's words stand in the right in the same order, {Wording.Share(pair.RightAligned)} of the right's in the left",
            DuplicateRelation.ContainedIn => $"{Wording.Share(pair.LeftInRight)} of the left is in the right and makes up {Figures.Percent(pair.RightInLeft)} of it",
            _ => $"{Wording.Share(pair.LeftInRight)} of the left is in the right, {Wording.Share(pair.RightInLeft)} of the right is in the left",
        };
        if (pair.TitleSimilarity is { } alike)
        {
            reason += $"; titles {Figures.Percent(alike)} alike";
        }

        reason += pair.Passages.Count switch
        {
            0 => string.Empty,
            1 => "; one shared passage",
            var count => $"; {Figures.Number(count)} shared passages, the longest",
        };
        text.WriteLine(style.Faint($"    why: {reason}{(pair.Passages.Count == 0 ? string.Empty : ":")}"));
        if (pair.Passages.Count > 0)
        {
            Passage longest = Wording.Longest(pair.Passages);
            text.WriteLine(style.Faint($"         {Wording.Place(longest)}:"));
            text.WriteLine(style.Faint($"         {Wording.Excerpt(articleById[pair.Left].Text, longest.LeftStart, longest.LeftLength)}"));
        }
    }

    private void WriteOmitted(StreamWriter text, int omitted)
    {
        if (omitted > 0)
        {
            text.WriteLine(style.Faint($"  ... and {Figures.Number(omitted)} more (--all shows all, --format jsonl gives all to programs)"));
        }
    }

    // A very long id pushes its own row to the right, not every row.
    private static int Width(IEnumerable<string> ids, string heading) =>
        ids.Select(static id => SafeText.Clean(id).Length).Where(static length => length <= WidestId).Append(heading.Length).Max();
}
