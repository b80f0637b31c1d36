using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Text;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests.Verification;

public sealed class LoadedTextsTests
{
    /// <summary>Whatever was loaded before, the text is that of the article, and the one to keep stays.</summary>
    [Test]
    public void Load_ManyArticlesInAnyOrder_AreAlwaysTheirOwnTexts()
    {
        Seeded random = new(23);
        Article[] articles = [.. Enumerable.Range(0, 150).Select(i => new Article($"{i}", Texts.Text((ulong)i, i % 10 == 0 ? 4000 : 30)))];
        Assert.That(articles.Count(article => article.Text.Length > 1 << 14), Is.EqualTo(15), "some are long");
        Dictionary<string, ulong[]> hashes = articles.ToDictionary(static article => article.Id, static article => HashesOf(article.Text));
        LoadedTexts loaded = new(new Shingler());
        Article left = articles[0];
        ShingledText keep = loaded.Load(left, keep: null);
        for (int i = 0; i < 5000; i++)
        {
            if (random.Below(20) == 0)
            {
                left = articles[random.Below(articles.Length)];
                keep = loaded.Load(left, keep: null);
            }

            if (random.Below(3) == 0 && articles[random.Below(articles.Length)] is { } other && !ReferenceEquals(other, left))
            {
                loaded.Expect(other, random.Below(2) == 0 ? int.MaxValue : random.Below(10_000));
            }

            Article right = articles[random.Below(articles.Length)];
            ShingledText text = loaded.Load(right, keep);
            Assert.That(text.Tokens.Hashes.ToArray(), Is.EqualTo(hashes[right.Id]), $"load {i}");
            Assert.That(keep.Tokens.Hashes.ToArray(), Is.EqualTo(hashes[left.Id]), $"load {i}");
            Assert.That(text.TokenCounts.CountShared(text.TokenCounts), Is.EqualTo(text.Tokens.Count), $"load {i}: the tokens counted are its own");
        }
    }

    [Test]
    public void Load_OneThatIsHeld_IsNotMadeAnew()
    {
        LoadedTexts loaded = new(new Shingler());
        Article[] articles = [.. Enumerable.Range(0, 64).Select(i => new Article($"{i}", Texts.Text((ulong)i, 30)))];
        ShingledText[] texts = [.. articles.Select(article => loaded.Load(article, keep: null))];
        Assert.That(texts, Is.Unique);
        Assert.That(articles.Select(article => loaded.Load(article, keep: null)), Is.EqualTo(texts));
    }

    [Test]
    public void Load_WhenAllPlacesAreTaken_TakesThatOfTheOneExpectedLast()
    {
        LoadedTexts loaded = new(new Shingler());
        Article[] articles = [.. Enumerable.Range(0, 66).Select(i => new Article($"{i}", Texts.Text((ulong)i, 30)))];
        ShingledText[] texts = [.. articles[..64].Select(article => loaded.Load(article, keep: null))];
        for (int i = 0; i < 62; i++)
        {
            loaded.Expect(articles[i], 1000 + (i * 5 % 62));
        }

        // Of the two that nothing is said about, the older one; the place to keep is passed over; then the one of turn 1061.
        Assert.That(loaded.Load(articles[64], keep: null), Is.SameAs(texts[62]));
        loaded.Expect(articles[64], 5);
        Assert.That(loaded.Load(articles[65], keep: texts[63]), Is.SameAs(texts[Enumerable.Range(0, 62).Single(static i => i * 5 % 62 == 61)]));
    }

    [Test]
    public void Load_AfterOneHadItsLastTurn_TakesItsPlace()
    {
        LoadedTexts loaded = new(new Shingler());
        Article[] articles = [.. Enumerable.Range(0, 3).Select(i => new Article($"{i}", Texts.Text((ulong)i, 30)))];
        ShingledText forgotten = loaded.Load(articles[0], keep: null);
        ShingledText kept = loaded.Load(articles[1], forgotten);
        loaded.Expect(articles[0], int.MaxValue);
        Assert.That(loaded.Load(articles[2], keep: null), Is.SameAs(forgotten));
        Assert.That(loaded.Load(articles[1], keep: null), Is.SameAs(kept));
        Assert.That(loaded.Load(articles[2], keep: null).Tokens.Hashes.ToArray(), Is.EqualTo(HashesOf(articles[2].Text)));
    }

    private static ulong[] HashesOf(string text)
    {
        TokenList tokens = new();
        Tokenizer.Tokenize(text, tokens);
        return tokens.Hashes.ToArray();
    }
}
