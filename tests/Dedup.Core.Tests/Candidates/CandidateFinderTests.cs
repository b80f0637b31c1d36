using Dedup.Candidates;
using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Candidates;

public sealed class CandidateFinderTests
{
    /// <summary>A short article inside a long page is far below any banding's reach and must come through the postings.</summary>
    [Test]
    public void Find_ArticlesInsidePages_AreNearlyAllProposed()
    {
        const int Pages = 300;
        CandidateFinder finder = new(new DedupOptions());
        for (int i = 0; i < Pages; i++)
        {
            finder.Add(Sign(string.Join(' ', [.. Texts.Words((ulong)i, 700), .. Inner(i), .. Texts.Words((ulong)i + 5000, 650)])));
        }

        int found = 0;
        for (int i = 0; i < Pages; i++)
        {
            List<int> candidates = [];
            finder.Find(Sign(string.Join(' ', Inner(i))), finder.Count, new CandidateFinder.Scratch(), candidates);
            found += candidates.Contains(i) ? 1 : 0;
        }

        Assert.That(found, Is.GreaterThanOrEqualTo(Pages * 97 / 100), "150 words inside 1,500: 97 in 100, as documented");

        static string[] Inner(int i) => Texts.Words((ulong)i + 90_000, 150);
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
        finder.Find(article, 3, new CandidateFinder.Scratch(), candidates);
        Assert.That(candidates, Is.EqualTo((int[])[0, 1, 2]));
    }

    [Test]
    public void Constructor_BandingLargerThanTheSignature_ThrowsWithTheRemedy()
    {
        DedupOptions options = new() { Candidates = new CandidateOptions { Banding = new LshBanding(50, 5) } };
        Assert.That(() => new CandidateFinder(options), Throws.ArgumentException.With.Message.Contains("raise MinHash.Components"));
    }

    private static SignedArticle Sign(string text) =>
        new ArticleSigner(new Shingler(), new MinHash(), new PositionalSketchOptions(), shortTextTokens: 24).Sign(text);
}
