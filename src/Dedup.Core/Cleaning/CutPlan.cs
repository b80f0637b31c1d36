using System.Text;

namespace Dedup.Cleaning;

/// <summary>Which repeated passages to cut out of which texts, so that each stands once in the collection. Immutable and thread-safe.</summary>
/// <remarks>
/// <para>
/// Of two articles that share a passage, the one with the ordinally greater id loses it, provided that the other one keeps all of its own. So every word that is cut stands in the same place of the same passage
/// of an article that keeps it; a header on a thousand pages stays on one. Passages that repeat within one article stay. The order of the articles does not matter.
/// </para>
/// <para>
/// The report has to list what is to be cut, word for word and whoever shares it: with the defaults a run leaves out passages that many articles share, and bridges small edits, which may be
/// the figures of another day. <see cref="Options"/> changes both.
/// </para>
/// </remarks>
public sealed class CutPlan
{
    private readonly Dictionary<string, List<TextRange>> ranges;

    private CutPlan(Dictionary<string, List<TextRange>> ranges, List<PassageCut> cuts)
    {
        this.ranges = ranges;
        Cuts = cuts;
    }

    /// <summary>What is cut, ordered by article id, then by place in the text.</summary>
    public IReadOnlyList<PassageCut> Cuts { get; }

    /// <summary>How many articles lose something.</summary>
    public int ArticleCount => ranges.Count;

    /// <summary>The options for a run whose report is to be cut by: passages alone, equal word for word, those that many articles share among them.</summary>
    /// <param name="options">Everything else.</param>
    public static DedupOptions Options(DedupOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { Detect = Detect.Passages, RecallSample = 0, Verification = options.Verification with { TemplateArticles = 0, PassageArticles = 0, PassageGapTokens = 0 } };
    }

    /// <summary>Decides what to cut.</summary>
    /// <param name="report">What <see cref="Deduplicator.Run"/> found, with <see cref="Options"/>.</param>
    /// <param name="mayCut">Whether an article, by its id, may lose passages; all may when null.</param>
    public static CutPlan Make(DedupReport report, Func<string, bool>? mayCut = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        Dictionary<string, List<TextRange>> lostBy = new(StringComparer.Ordinal);
        List<PassageCut> cuts = [];

        // By the article that loses, so that all that an article loses is known before it is asked to keep something.
        IEnumerable<IGrouping<string, DuplicatePair>> byLoser = report.Pairs
            .Where(static pair => pair.Passages.Count > 0)
            .Select(static pair => string.CompareOrdinal(pair.Left, pair.Right) < 0 ? pair : pair.Swap())
            .OrderBy(static pair => pair.Right, StringComparer.Ordinal)
            .ThenBy(static pair => pair.Left, StringComparer.Ordinal)
            .GroupBy(static pair => pair.Right, StringComparer.Ordinal)
            .Where(group => mayCut is null || mayCut(group.Key));
        foreach (IGrouping<string, DuplicatePair> loser in byLoser)
        {
            List<PassageCut> own = [];
            foreach (DuplicatePair pair in loser)
            {
                List<TextRange>? lost = lostBy.GetValueOrDefault(pair.Left);
                own.AddRange(pair.Passages
                    .Select(passage => new PassageCut(pair.Right, new(passage.RightStart, passage.RightLength), pair.Left, new(passage.LeftStart, passage.LeftLength)))
                    .Where(cut => lost is null || !lost.Exists(range => Overlap(range, cut.KeptRange))));
            }

            if (own.Count > 0)
            {
                cuts.AddRange(own.OrderBy(static cut => cut.Range.Start).ThenBy(static cut => cut.Range.Length).ThenBy(static cut => cut.KeptId, StringComparer.Ordinal));
                lostBy.Add(loser.Key, Union(own));
            }
        }

        return new CutPlan(lostBy, cuts);
    }

    /// <summary>Whether an article loses something.</summary>
    /// <param name="id">Its id.</param>
    public bool IsCut(string id) => ranges.ContainsKey(id);

    /// <summary>The text of an article without what is cut. White space on both sides of a cut becomes that on the left.</summary>
    /// <param name="article">The article, as it was compared.</param>
    /// <returns>The text; that of the article when nothing is cut (<see cref="IsCut"/>).</returns>
    public string Apply(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        if (!ranges.TryGetValue(article.Id, out List<TextRange>? cut))
        {
            return article.Text;
        }

        string whole = article.Text;
        StringBuilder text = new(whole.Length);
        int from = 0;
        foreach (TextRange range in cut)
        {
            text.Append(whole, from, range.Start - from);
            from = range.Start + range.Length;
            while (from < whole.Length && (text.Length == 0 || IsBlank(text[^1])) && IsBlank(whole[from]))
            {
                from++;
            }
        }

        return text.Append(whole, from, whole.Length - from).ToString();
    }

    // What all line and word breaks of plain text are; the runtime's own list changes.
    private static bool IsBlank(char unit) => unit is ' ' or '\t' or '\n' or '\r' or '\u00A0' or '\u3000';

    private static bool Overlap(TextRange x, TextRange y) => x.Start < y.Start + y.Length && y.Start < x.Start + x.Length;

    private static List<TextRange> Union(List<PassageCut> cuts)
    {
        List<TextRange> union = [];
        foreach (TextRange range in cuts.Select(static cut => cut.Range).OrderBy(static range => range.Start))
        {
            if (union.Count > 0 && union[^1] is var last && range.Start <= last.Start + last.Length)
            {
                union[^1] = new TextRange(last.Start, Math.Max(last.Length, range.Start + range.Length - last.Start));
            }
            else
            {
                union.Add(range);
            }
        }

        return union;
    }
}
