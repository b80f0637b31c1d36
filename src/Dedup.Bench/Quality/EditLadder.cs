using Dedup.Bench.Data;

namespace Dedup.Bench.Quality;

/// <summary>How far may a copy drift from its original before it is lost? One kind of edit, one rate, one run.</summary>
internal static class EditLadder
{
    internal const int Articles = 300;
    private const int LeastWords = 80;
    private const int MostWords = 800;
    private const double NearJaccard = 0.5;
    private const double ContainedShare = 0.8;

    private static readonly double[] WordRates = [0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12];

    /// <summary>The kinds of edit with their rates. Each copy has a seed of its own, so a rung does not depend on the others.</summary>
    private static readonly (string Name, double[] Rates, Func<string, double, ulong, string> Apply)[] Edits =
    [
        ("insert words", WordRates, (text, rate, seed) => new TextEdits(seed).Insert(text, rate)),
        ("delete words", WordRates, (text, rate, seed) => new TextEdits(seed).Delete(text, rate)),
        ("replace words", WordRates, (text, rate, seed) => new TextEdits(seed).Replace(text, rate)),
        ("shuffle sentences", [0.1, 0.25, 0.5, 1], (text, rate, seed) => new TextEdits(seed).ShuffleSentences(text, rate)),
        ("prefix", [0.1, 0.25, 0.5, 1, 3], (text, rate, seed) => new TextEdits(seed).Prefix(text, rate)),
        ("truncate", [0.1, 0.25, 0.5, 0.7, 0.85], (text, rate, _) => TextEdits.Truncate(text, rate)),
        ("misprint letters", [0.002, 0.005, 0.01, 0.02], (text, rate, seed) => new TextEdits(seed).Misprint(text, rate)),
        ("wrap in template", [40, 120, 300], (text, rate, _) => $"{Template((int)rate / 2, 61)}{text}{Template((int)rate / 2, 62)}"),
    ];

    internal static List<LadderRung> Run(QualityArguments arguments, List<WrongPair> wrong)
    {
        List<string> originals = MakeOriginals();
        List<LadderRung> rungs = [];
        foreach ((string name, double[] rates, Func<string, double, ulong, string> apply) in Edits)
        {
            rungs.AddRange(rates.Select(rate => Climb(name, rate, originals, (text, seed) => apply(text, rate, seed), arguments, wrong)));
        }

        return rungs;
    }

    private static LadderRung Climb(string edit, double rate, List<string> originals, Func<string, ulong, string> apply, QualityArguments arguments, List<WrongPair> wrong)
    {
        Article[] articles =
        [
            .. originals.Select((text, i) => new Article($"{i:D3}", text)),
            .. originals.Select((text, i) => new Article($"{i:D3} edited", apply(text, (ulong)i + 1000))),
        ];
        var run = new DetectorRun(articles);
        var sets = new ShingleSets(articles);
        ExactSimilarity[] copies = [.. Enumerable.Range(0, Articles).Select(i => sets.Compare(new ArticlePair(i, i + Articles)))];
        ArticlePair[] near = [.. copies.Where(pair => pair.Jaccard >= NearJaccard).Select(pair => pair.Pair)];
        ArticlePair[] contained = [.. copies.Where(pair => pair.Jaccard < NearJaccard && pair.Containment >= ContainedShare).Select(pair => pair.Pair)];
        ArticlePair[] falseAlarms = [.. run.Flagged.Where(pair => pair.Second != pair.First + Articles)];

        string set = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ladder/{edit} {rate}");
        wrong.AddRange(WrongPair.Worst(WrongPair.Miss, set, near.Concat(contained).Where(pair => !run.IsFlagged(pair)), _ => "copy", run, articles, sets, arguments));
        wrong.AddRange(WrongPair.Worst(WrongPair.FalseAlarm, set, falseAlarms, _ => "-", run, articles, sets, arguments));
        return new LadderRung
        {
            Edit = edit,
            Rate = rate,
            MeanJaccard = copies.Average(pair => pair.Jaccard),
            NearPairs = near.Length,
            NearFound = near.Count(run.IsFlagged),
            ContainedPairs = contained.Length,
            ContainedFound = contained.Count(run.IsFlagged),
            FalsePairs = falseAlarms.Length,
        };
    }

    /// <summary>Lengths spread evenly over the range, so that each rung holds all of them.</summary>
    private static List<string> MakeOriginals()
    {
        var writer = new NewsWriter(seed: 60);
        return [.. Enumerable.Range(0, Articles).Select(i => writer.Article(LeastWords + (i * (MostWords - LeastWords) / (Articles - 1))))];
    }

    private static string Template(int words, ulong seed) => new NewsWriter(seed).Article(words);
}
