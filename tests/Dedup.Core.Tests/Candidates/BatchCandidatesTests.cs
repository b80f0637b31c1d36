using Dedup.Candidates;
using Dedup.Core.Tests.Data;
using Dedup.Internals;
using Dedup.Shingling;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Candidates;

public sealed class BatchCandidatesTests
{
    /// <summary>The definition: all articles filed in a <see cref="CandidateFinder"/>, then each asked about. Any number of threads finds the same, and any number of turns.</summary>
    [Test]
    public void Find_AnyPile_IsWhatTheFinderProposes(
        [Values(Detect.Resemblance, Detect.Containment, Detect.Resemblance | Detect.Containment | Detect.Passages)] Detect detect,
        [Values(1, 3, 16)] int bucketLimit,
        [Values(0, 1, 2)] int rows,
        [Values(1, 3)] int threads,
        [Values(0, 1L << 24, 1L << 40)] long leastKeys)
    {
        DedupOptions options = new() { Detect = detect, Candidates = new CandidateOptions { BucketLimit = bucketLimit, Banding = rows == 0 ? null : new LshBanding(24 / rows, rows) } };
        PositionalSketchOptions? sketch = detect == Detect.Resemblance ? null : new PositionalSketchOptions();
        List<SignedArticle> articles = [.. Pile().Select(text => new ArticleSigner(new Shingler(), new MinHash(), sketch, 24, wordsOnly: sketch is not null).Sign(text))];
        CandidateFinder finder = new(options);
        articles.ForEach(finder.Add);
        List<(int, int)> expected = [];
        List<int> earlier = [];
        for (int later = 0; later < articles.Count; later++)
        {
            finder.Find(articles[later], later, new CandidateFinder.Scratch(options), earlier);
            expected.AddRange(earlier.Select(other => (other, later)));
        }

        expected.Sort();
        Assert.That(expected, Is.Not.Empty);
        Assert.That(Find(options, articles, threads, leastKeys), Is.EqualTo(expected));
    }

    [Test]
    public void Find_NoArticles_FindsNothing() => Assert.That(Find(new DedupOptions(), [], 1), Is.Empty);

    [Test]
    public void Constructor_BandingLargerThanTheSignature_ThrowsWithTheRemedy()
    {
        DedupOptions options = new() { Candidates = new CandidateOptions { Banding = new LshBanding(50, 5) } };
        Assert.That(() => Find(options, [], 1), Throws.ArgumentException.With.Message.Contains("raise MinHash.Components"));
    }

    /// <summary>Unrelated articles leave nothing behind but one number an article and index: what is filed alone is not kept.</summary>
    [Test]
    public void Bytes_UnrelatedArticles_AreAFewAnArticle()
    {
        const int Articles = 2000;
        List<SignedArticle> articles = [.. Enumerable.Range(0, Articles).Select(i => new ArticleSigner(new Shingler(), new MinHash(), new PositionalSketchOptions(), 24, wordsOnly: true).Sign(Texts.Text((ulong)i, 300)))];
        BatchCandidates candidates = new(new DedupOptions(), Pack(new DedupOptions(), articles), Phase(2));
        Assert.That(candidates.Bytes, Is.InRange(4 * Articles, 4 * (Articles + 100)));
    }

    private static List<(int, int)> Find(DedupOptions options, List<SignedArticle> articles, int threads, long leastKeys = 0) =>
        new BatchCandidates(options, Pack(options, articles), Phase(threads), leastKeys).Find();

    private static PackedArticle[] Pack(DedupOptions options, List<SignedArticle> articles)
    {
        ArticlePacker packer = new(options.Sketch.Scale, CandidateFinder.BandingOf(options).Rows);
        return [.. articles.Select(packer.Pack)];
    }

    private static ParallelPhase Phase(int threads) => new(threads, new StageClock(), progress: null, CancellationToken.None);

    /// <summary>Articles of their own, edited copies, articles inside pages, a header on many, briefs, and texts without a word.</summary>
    private static IEnumerable<string> Pile()
    {
        string[] header = Texts.Words(1, 120);
        for (int i = 0; i < 240; i++)
        {
            string[] words = Texts.Words((ulong)(i / 3) + 100, 60 + (i % 7 * 50));
            yield return string.Join(' ', (i % 8) switch
            {
                0 or 1 => words,
                2 => Texts.Edit(words, (ulong)i, 3),
                3 or 4 => [.. header, .. words],
                5 => [.. Texts.Words((ulong)i + 9000, 400), .. words],
                6 => Texts.Edit(Texts.Words((ulong)(i / 40) + 7000, 20), (ulong)i, 5),
                _ => i % 16 == 7 ? ["..."] : words,
            });
        }
    }
}
