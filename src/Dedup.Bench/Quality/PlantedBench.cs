using Dedup.Bench.Data;
using Dedup.Signatures;

namespace Dedup.Bench.Quality;

/// <summary>Are passages of other articles marked where they stand, in spite of edits? Two questions: in two given texts, and in a batch that has to find the two first.</summary>
internal static class PlantedBench
{
    private const int Passages = 250;

    /// <summary>Four times as many sampled shingles as by default, and four times the memory for them.</summary>
    private const int DenseScale = 4;
    private static readonly int[] Words = [40, 80, 150, 400];
    private static readonly double[] EditRates = [0, 0.05, 0.1, 0.2];

    internal static List<PlantedResult> Run() => [.. Words.SelectMany(words => EditRates.Select(edits => Measure(words, edits)))];

    private static PlantedResult Measure(int words, double edits)
    {
        var corpus = new PlantedCorpus(Passages, words, edits, (ulong)(words * 1000) + (ulong)(edits * 100));
        var given = new PassageScore();
        foreach (PlantedPassage planted in corpus.Planted)
        {
            Article source = corpus.Articles[planted.Source];
            PairExplanation explanation = Deduplicator.Explain(source, corpus.Articles[planted.Target]);
            given.Add(planted, FromSource(explanation.Pair, source, explanation.Passages.Select(passage => passage.Passage)));
        }

        (PassageScore batch, int falsePairs) = RunBatch(corpus, new DedupOptions());
        (PassageScore dense, int denseFalsePairs) = RunBatch(corpus, new DedupOptions { Sketch = new PositionalSketchOptions { Scale = DenseScale } });

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
            FoundInDenseBatch = (double)dense.Found / Passages,
            FalsePairs = falsePairs + denseFalsePairs,
        };
    }

    /// <summary>What a batch finds of the planted passages, and how many pairs it reports that share none.</summary>
    private static (PassageScore Score, int FalsePairs) RunBatch(PlantedCorpus corpus, DedupOptions options)
    {
        var score = new PassageScore();
        Dictionary<(string, string), DuplicatePair> pairs = Deduplicator.Run(corpus.Articles, options).Pairs.ToDictionary(pair => InOrder(pair.Left, pair.Right));
        foreach (PlantedPassage planted in corpus.Planted)
        {
            Article source = corpus.Articles[planted.Source];
            bool isReported = pairs.Remove(InOrder(source.Id, corpus.Articles[planted.Target].Id), out DuplicatePair? pair);
            score.Add(planted, isReported ? FromSource(pair!, source, pair!.Passages) : []);
        }

        return (score, pairs.Count);
    }

    private static IEnumerable<Passage> FromSource(DuplicatePair pair, Article source, IEnumerable<Passage> passages) =>
        string.Equals(pair.Left, source.Id, StringComparison.Ordinal) ? passages : passages.Select(passage => passage.Swap());

    private static (string, string) InOrder(string x, string y) => string.CompareOrdinal(x, y) < 0 ? (x, y) : (y, x);
}
