using Dedup.Cleaning;
using Dedup.Text;

namespace Dedup.Cli.Cleaning;

/// <summary>What is cut out of the articles that are kept, and of which of them nothing would be left.</summary>
internal sealed class CorpusCuts
{
    private readonly Dictionary<string, PassageCut> emptied = new(StringComparer.Ordinal);

    /// <param name="plan">What to cut.</param>
    /// <param name="articles">The articles that it was made of.</param>
    public CorpusCuts(CutPlan plan, IEnumerable<Article> articles)
    {
        Plan = plan;
        TokenList tokens = new();
        ILookup<string, PassageCut> cutsOf = plan.Cuts.ToLookup(static cut => cut.Id, StringComparer.Ordinal);
        foreach (Article article in articles.Where(article => plan.IsCut(article.Id)))
        {
            Tokenizer.Tokenize(plan.Apply(article), tokens);
            if (tokens.Count == 0)
            {
                emptied.Add(article.Id, cutsOf[article.Id].MaxBy(static cut => cut.Range.Length)!);
            }
        }
    }

    public CutPlan Plan { get; }

    /// <summary>How many articles lose all their words.</summary>
    public int EmptiedCount => emptied.Count;

    /// <summary>The longest cut of an article that loses all its words, and null for any other.</summary>
    public PassageCut? FindEmptied(string id) => emptied.GetValueOrDefault(id);
}
