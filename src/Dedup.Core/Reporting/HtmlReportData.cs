using Dedup.Candidates;
using Dedup.Shingling;
using Dedup.Verification;

namespace Dedup.Reporting;

/// <summary>Chooses what of a run goes into its page, within the page's bounds, and writes it.</summary>
internal sealed class HtmlReportData
{
    private const int CurveSteps = 50;
    private const int HistogramBins = 20;
    private const int MostLines = 1000;

    // Texts are embedded for so many members of a cluster before the texts of all pairs have their turn: one huge cluster is not all a reader wants to see.
    private const int MembersFirst = 20;

    // Reading pairs again is bounded by the texts that are embedded: each is read this many times on average at most.
    private const int ReadingsPerText = 16;

    private readonly DedupReport report;
    private readonly HtmlReportOptions options;
    private readonly IReadOnlyCollection<Article> all;
    private readonly DuplicatePair[] pairs;
    private readonly (DuplicateCluster Cluster, string[] Members)[] clusters;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> ids = [];
    private readonly Article?[] articles;
    private readonly List<string> texts = [];
    private readonly int[] textNumbers;

    internal HtmlReportData(DedupReport report, IEnumerable<Article> articles, HtmlReportOptions options)
    {
        this.report = report;
        this.options = options;
        all = articles as IReadOnlyCollection<Article> ?? [.. articles];
        pairs = [.. report.Pairs.Take(options.MostPairs)];
        clusters = TakeClusters();
        foreach ((DuplicateCluster cluster, string[] members) in clusters)
        {
            Register(cluster.Representative);
            Array.ForEach(members, Register);
        }

        foreach (DuplicatePair pair in pairs)
        {
            Register(pair.Left);
            Register(pair.Right);
        }

        this.articles = new Article?[ids.Count];
        foreach (Article article in all)
        {
            if (numbers.TryGetValue(article.Id, out int number))
            {
                this.articles[number] = article;
            }
        }

        textNumbers = new int[ids.Count];
        Array.Fill(textNumbers, -1);
        ChooseTexts();
    }

    internal void Write(ScriptJson json) => json.Object(() =>
    {
        json.Name("kind").String("report");
        json.Name("title").String(options.Title);
        json.Name("input").Array(options.Input.Take(MostLines), line => json.String(line));
        json.Name("skipped").Array(options.Skipped.Take(MostLines), line => json.String(line));
        json.Name("skippedCount").Number(options.Skipped.Count);
        json.Name("empty").Array(report.EmptyArticles.Take(MostLines), id => json.String(id));
        json.Name("emptyCount").Number(report.EmptyArticles.Count);
        json.Name("articleCount").Number(report.ArticleCount);
        json.Name("tokenCount").Number(report.TokenCount);
        json.Name("candidateCount").Number(report.CandidatePairCount);
        json.Name("pairCount").Number(report.Pairs.Count);
        json.Name("clusterCount").Number(report.Clusters.Count);
        json.Name("repeatCount").Number(report.Clusters.Sum(static cluster => cluster.Members.Count - 1L));
        json.Name("textUnits").Number(options.MostTextUnits);
        json.Name("commonArticles").Number(all.Count > options.Run.Verification.PassageArticles ? options.Run.Verification.PassageArticles : 0);
        json.Name("options").Options(options.Run);
        WriteCurve(json);
        WriteHistogram(json);
        json.Name("ids").Array(ids, id => json.String(id));
        json.Name("titles").Array(articles, article => json.String(article?.Title));
        json.Name("texts").Array(texts, text => json.String(text));
        json.Name("textNumbers").Array(textNumbers);
        WriteClusters(json);
        json.Name("pairs").Array(pairs, pair => json.Pair(pair, numbers[pair.Left], numbers[pair.Right]));
        WritePassages(json);
    });

    private void WriteClusters(ScriptJson json) =>
        json.Name("clusters").Array(clusters, cluster => json.Array(() =>
        {
            json.Number(numbers[cluster.Cluster.Representative]).Share(cluster.Cluster.WeakestJaccard).Number(cluster.Cluster.Members.Count);
            json.Array([.. cluster.Members.Select(member => numbers[member])]);
        }));

    private void WritePassages(ScriptJson json)
    {
        PairExplainer explainer = new(options.Run);
        IReadOnlyList<TextRange>?[] common = FindCommonText();
        long unitsLeft = (long)ReadingsPerText * options.MostTextUnits;
        json.Name("passages").Array(pairs, pair =>
        {
            int left = numbers[pair.Left];
            int right = numbers[pair.Right];
            long units = articles[left] is { } x && articles[right] is { } y ? (long)x.TextLength + y.TextLength : 0;
            if (textNumbers[left] < 0 || textNumbers[right] < 0 || units > unitsLeft)
            {
                json.Passages(pair);
                return;
            }

            unitsLeft -= units;
            json.Passages(explainer.Explain(pair, articles[left]!, articles[right]!, common[left], common[right]));
        });
    }

    /// <summary>What many articles of the run carry, for each embedded text; copies of one article, the members of a cluster, count once.</summary>
    private IReadOnlyList<TextRange>?[] FindCommonText()
    {
        var found = new IReadOnlyList<TextRange>?[ids.Count];
        int mostArticles = options.Run.Verification.PassageArticles;
        if (mostArticles == 0 || all.Count <= mostArticles)
        {
            return found;
        }

        CommonText common = new(new Shingler(options.Run.Shingling), mostArticles);
        int[] embedded = [.. Enumerable.Range(0, ids.Count).Where(number => textNumbers[number] >= 0)];
        Array.ForEach(embedded, number => common.Choose(articles[number]!.Text));
        Dictionary<string, Article> uncounted = [];
        foreach (Article article in all)
        {
            uncounted[article.Id] = article;
        }

        foreach (DuplicateCluster cluster in report.Clusters)
        {
            common.Count(cluster.Members.Where(uncounted.ContainsKey).Select(member => uncounted[member]));
            Array.ForEach([.. cluster.Members], member => uncounted.Remove(member));
        }

        foreach (Article article in uncounted.Values)
        {
            common.Count([article]);
        }

        Array.ForEach(embedded, number => found[number] = common.Find(articles[number]!.Text));
        return found;
    }

    /// <summary>Clusters with their members, the representative left out, until the bound on members is reached.</summary>
    private (DuplicateCluster, string[])[] TakeClusters()
    {
        List<(DuplicateCluster, string[])> taken = [];
        int membersLeft = options.MostPairs;
        foreach (DuplicateCluster cluster in report.Clusters)
        {
            if (membersLeft == 0)
            {
                break;
            }

            string[] members = [.. cluster.Members.Where(member => !string.Equals(member, cluster.Representative, StringComparison.Ordinal)).Take(membersLeft)];
            membersLeft -= members.Length;
            taken.Add((cluster, members));
        }

        return [.. taken];
    }

    private void ChooseTexts()
    {
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        long unitsLeft = options.MostTextUnits;
        foreach ((DuplicateCluster cluster, string[] members) in clusters)
        {
            Embed(cluster.Representative);
            Array.ForEach(members[..Math.Min(members.Length, MembersFirst)], Embed);
        }

        foreach (DuplicatePair pair in pairs)
        {
            Embed(pair.Left);
            Embed(pair.Right);
        }

        ids.ForEach(Embed);

        void Embed(string id)
        {
            int number = numbers[id];
            if (textNumbers[number] >= 0 || articles[number] is not { } article)
            {
                return;
            }

            // Of texts that are the same to the last character, one serves all.
            if (!known.TryGetValue(article.Text, out int text))
            {
                if (article.TextLength > unitsLeft)
                {
                    return;
                }

                text = texts.Count;
                known.Add(article.Text, text);
                texts.Add(article.Text);
                unitsLeft -= article.TextLength;
            }

            textNumbers[number] = text;
        }
    }

    private void Register(string id)
    {
        if (numbers.TryAdd(id, ids.Count))
        {
            ids.Add(id);
        }
    }

    /// <summary>How surely pairs of each similarity are proposed, null where none is looked for by similarity; the page draws it over the similarities of the pairs.</summary>
    private void WriteCurve(ScriptJson json)
    {
        json.Name("proposal");
        if (!options.Run.Detect.HasFlag(Detect.Resemblance))
        {
            json.Null();
            return;
        }

        ProposalCurve curve = new(options.Run);
        json.Object(() =>
        {
            json.Name("method").String(curve.Method);
            json.Name("curve").Array(Enumerable.Range(0, CurveSteps + 1), step => json.Share(curve.HitProbability((double)step / CurveSteps)));
        });
    }

    /// <summary>How many pairs of each relation have which Jaccard similarity, all pairs of the report: a row of bins for each relation, 1 to 5.</summary>
    private void WriteHistogram(ScriptJson json)
    {
        int[][] bins = [.. Enumerable.Range(0, (int)DuplicateRelation.SharesPassage + 1).Select(static _ => new int[HistogramBins])];
        foreach (DuplicatePair pair in report.Pairs)
        {
            bins[(int)pair.Relation][Math.Min((int)(pair.Jaccard * HistogramBins), HistogramBins - 1)]++;
        }

        json.Name("histogram").Array(bins, row => json.Array(row));
    }
}
