using Dedup.Batch;
using Dedup.Clustering;
using Dedup.Internals;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Text;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests.Batch;

public sealed class ArticleFamilyTests
{
    private static readonly ContentHash Forged = new(1, 2);

    /// <summary>Should two different texts ever have one fingerprint, they stay apart, and their copies find the right one.</summary>
    [Test]
    public void Gather_UnequalTextsOfOneFingerprint_AreFamiliesOfTheirOwn([Values(1, 2)] int threads)
    {
        string[] texts = ["one owl", "two owls", "three owls", "two owls", "One owl!", "three owls", "", "one owl", "three  owls"];
        List<ArticleFamily> families = Gather(texts, texts.Select(static text => text.Length == 0 ? default : new SignedText(2, default, 0, text.Length, Forged)), threads);
        Assert.That(families.Select(Describe), Is.EqualTo((string[])["0 4 7: False", "1 3: True", "2 5 8: False"]));
    }

    [Test]
    public void Gather_AnyFingerprints_OrdersFamiliesByTheirFirstMember()
    {
        string[] texts = ["owl c", "owl a", "owl b", "owl a", "owl c", "owl d"];
        List<ArticleFamily> families = Gather(texts, texts.Select(static text => new SignedText(2, default, 0, text.Length, new ContentHash(text[^1], 0))), threads: 1);
        Assert.That(families.Select(Describe), Is.EqualTo((string[])["0 4: True", "1 3: True", "2: True", "5: True"]));
    }

    private static List<ArticleFamily> Gather(string[] texts, IEnumerable<SignedText> signed, int threads) =>
        ArticleFamily.Gather(
            [.. texts.Select(static (text, i) => new Article($"a{i}", text))],
            [.. signed],
            new ParallelPhase(threads, new StageClock(), progress: null, CancellationToken.None),
            static () => new PairVerifier(new DedupOptions(), new Shingler()),
            RepresentativeRule.LongestText);

    private static string Describe(ArticleFamily family) => $"{string.Join(' ', family.Members)}: {family.HasOneText}";
}
