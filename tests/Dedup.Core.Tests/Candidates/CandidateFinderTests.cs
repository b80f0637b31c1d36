using Dedup.Candidates;
using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Candidates;

public sealed class CandidateFinderTests
{
    /// <summary>A short article inside a long page is far below any banding's reach and must come through the postings.</summary>
    [TestCase(150, 1350, 97)]
    [TestCase(85, 550, 97)]
    [TestCase(45, 400, 85, Description = "41 shingles: none of them falls into the page's sample once in 13 times")]
    public void Find_ArticlesInsidePages_AreNearlyAllProposed(int articleWords, int otherWords, int leastPercent)
    {
        const int Pages = 300;
        CandidateFinder finder = new(new DedupOptions());
        for (int i = 0; i < Pages; i++)
        {
            finder.Add(Sign(string.Join(' ', [.. Texts.Words((ulong)i, otherWords / 2), .. Inner(i), .. Texts.Words((ulong)i + 5000, otherWords / 2)])));
        }

        int found = 0;
        for (int i = 0; i < Pages; i++)
        {
            List<int> candidates = [];
            finder.Find(Sign(string.Join(' ', Inner(i))), finder.Count, new CandidateFinder.Scratch(new DedupOptions()), candidates);
            found += candidates.Contains(i) ? 1 : 0;
        }

        Assert.That(found, Is.GreaterThanOrEqualTo(Pages * leastPercent / 100));

        string[] Inner(int i) => Texts.Words((ulong)i + 90_000, articleWords);
    }

    /// <summary>Stock phrases strewn over two texts in another order share many hashes and prove nothing; one passage of as many words does.</summary>
    [Test]
    public void Find_StockPhrases_AreNotProposedButAPassageIs()
    {
        const int Tries = 60;
        int strewn = 0;
        int together = 0;
        for (int i = 0; i < Tries; i++)
        {
            string[][] phrases = [.. Enumerable.Range(0, 16).Select(k => Texts.Words((ulong)((i * 100) + k + 1), 9))];
            string[] Page(ulong seed, IEnumerable<string[]> parts) => [.. parts.SelectMany((part, k) => part.Concat(Texts.Words(seed + (ulong)k, 120)))];
            CandidateFinder finder = new(new DedupOptions());
            finder.Add(Sign(string.Join(' ', Page((ulong)(i * 1000) + 500_000, phrases))));
            finder.Add(Sign(string.Join(' ', [.. Texts.Words((ulong)i + 900_000, 900), .. phrases.SelectMany(phrase => phrase), .. Texts.Words((ulong)i + 910_000, 900)])));
            strewn += Candidates(finder, Page((ulong)(i * 1000) + 700_000, Enumerable.Reverse(phrases))).Contains(0) ? 1 : 0;
            together += Candidates(finder, [.. Texts.Words((ulong)i + 920_000, 900), .. phrases.SelectMany(phrase => phrase), .. Texts.Words((ulong)i + 930_000, 900)]).Contains(1) ? 1 : 0;
        }

        Assert.Multiple(() =>
        {
            Assert.That(strewn, Is.LessThanOrEqualTo(Tries / 20));
            Assert.That(together, Is.GreaterThanOrEqualTo(Tries * 95 / 100), "144 words in common");
        });

        static List<int> Candidates(CandidateFinder finder, string[] words)
        {
            List<int> candidates = [];
            finder.Find(Sign(string.Join(' ', words)), finder.Count, new CandidateFinder.Scratch(new DedupOptions()), candidates);
            return candidates;
        }
    }

    [Test]
    public void Find_WithBefore_NamesEarlierArticlesOnly()
    {
        CandidateFinder finder = new(new DedupOptions());
        SignedArticle article = Sign(Texts.Text(1, 200));
        for (int i = 0; i < 5; i++)
        {
            finder.Add(article);
        }

        List<int> candidates = [];
        finder.Find(article, 3, new CandidateFinder.Scratch(new DedupOptions()), candidates);
        Assert.That(candidates, Is.EqualTo((int[])[0, 1, 2]));
    }

    [Test]
    public void Constructor_BandingLargerThanTheSignature_ThrowsWithTheRemedy()
    {
        DedupOptions options = new() { Candidates = new CandidateOptions { Banding = new LshBanding(50, 5) } };
        Assert.That(() => new CandidateFinder(options), Throws.ArgumentException.With.Message.Contains("raise MinHash.Components"));
    }

    private static SignedArticle Sign(string text) =>
        new ArticleSigner(new Shingler(), new MinHash(), new PositionalSketchOptions(), shortTextWords: 24).Sign(text);
}
