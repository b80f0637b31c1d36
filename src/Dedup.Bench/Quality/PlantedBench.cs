using Dedup.Bench.Data;

namespace Dedup.Bench.Quality;

/// <summary>Are passages of other articles marked where they stand, in spite of edits? Two questions: in two given texts, and in a batch that has to find the two first.</summary>
internal static class PlantedBench
{
    private const int Passages = 250;
    private static readonly int[] Words = [40, 80, 150, 400];
    private static readonly double[] EditRates = [0, 0.05, 0.1, 0.2];

    internal static List<PlantedResult> Run() => [.. Words.SelectMany(words => EditRates.Select(edits => Measure(words, edits)))];

    private static PlantedResult Measure(int words, double edits)
    {
        var corpus = new PlantedCorpus(Passages, words, edits, (ulong)(words * 1000) + (ulong)(edits * 100));
        DedupReport report = Deduplicator.Run(corpus.Articles);
        Dictionary<(string, string), DuplicatePair> pairs = report.Pairs.ToDictionary(pair => InOrder(pair.Left, pair.Right));
        var given = new PassageScore();
        var batch = new PassageScore();
        foreach (PlantedPassage planted in corpus.Planted)
        {
            Article source = corpus.Articles[planted.Source];
            Article target = corpus.Articles[planted.Target];
            PairExplanation explanation = Deduplicator.Explain(source, target);
            given.Add(planted, FromSource(explanation.Pair, source, explanation.Passages.Select(passage => passage.Passage)));
            batch.Add(planted, pairs.Remove(InOrder(source.Id, target.Id), out DuplicatePair? pair) ? FromSource(pair, source, pair.Passages) : []);
        }

        return new PlantedResult
        {
            PassageWords = words,
            Edits = edits,
            Passages = Passages,
            Precision = given.Precision,
            Recall = given.Recall,
            Granularity = given.Granularity,
            FoundInBatch = (double)batch.Found / Passages,
            RecallInBatch = batch.Recall,
            FalsePairs = pairs.Count,
        };
    }

    private static IEnumerable<Passage> FromSource(DuplicatePair pair, Article source, IEnumerable<Passage> passages) =>
        string.Equals(pair.Left, source.Id, StringComparison.Ordinal) ? passages : passages.Select(passage => passage.Swap());

    private static (string, string) InOrder(string x, string y) => string.CompareOrdinal(x, y) < 0 ? (x, y) : (y, x);
}
