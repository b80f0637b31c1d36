using System.Text;
using Dedup.Core.Tests.Data;
using Dedup.Internals;
using Dedup.Shingling;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests.Verification;

public sealed class TextPlacesTests
{
    private static readonly string[] Words = ["word", "Straße", "новости", "日本", "𝒜𝒷", "données", "7", "e\u0301te", "\uFDFA", "x"];

    // The emoji begin with the same half, or end with the same, so that texts can agree up to the middle of one.
    private static readonly string[] Gaps = [" ", ". ", " — ", "»«", "\u00A0", "😀😁", "😀 ", " 🈀", "\u3000", "!\n\n", "—\u0308 "];

    /// <summary>Whatever form both texts are kept in, passages and verdicts are the same.</summary>
    [Test]
    public void Verify_KeptTexts_IsAsOfStrings([Range(1, 60)] int seed)
    {
        Seeded random = new((ulong)seed);
        string[] shared = Parts(random, 10 + random.Below(200));
        Article[] strings = [new("a", Wrap(random, shared)), new("b", Wrap(random, shared))];
        using TextStore store = new();
        Article[] kept = [.. strings.Select(store.Keep)];
        Article[] held = [.. strings.Select(static article => new Article(article.Id, new HeldText(article.Text)))];
        DedupOptions options = new() { Verification = new VerificationOptions { PassageTokens = 5 } };
        DuplicatePair expected = Verifier().Verify(strings[0], strings[1]);
        foreach ((Article x, Article y) in ((Article, Article)[])[(kept[0], kept[1]), (strings[0], kept[1]), (kept[0], strings[1]), (held[0], held[1])])
        {
            DuplicatePair pair = Verifier().Verify(x, y);
            Assert.That(pair with { Passages = expected.Passages }, Is.EqualTo(expected), $"seed {seed}");
            Assert.That(pair.Passages, Is.EqualTo(expected.Passages), $"seed {seed}");
        }

        PairVerifier Verifier() => new(options, new Shingler(options.Shingling));
    }

    /// <summary>A character can be several words, and a passage begins and ends between them.</summary>
    [Test]
    public void Verify_PassageEndsWithinACharacter_HoldsItWhole()
    {
        string shared = string.Join(' ', Enumerable.Range(0, 60).Select(static i => $"word{i}"));
        Article[] articles = [new("a", $"\uFDFA {shared} \uFDFA"), new("b", $"وسلم {shared} صلى")];
        using TextStore store = new();
        foreach (Article[] pair in (Article[][])[articles, [.. articles.Select(store.Keep)]])
        {
            DuplicatePair found = new PairVerifier(new DedupOptions(), new Shingler()).Verify(pair[0], pair[1]);
            Assert.That(found.Passages, Is.EqualTo([new Passage(0, articles[0].Text.Length, 0, articles[1].Text.Length, 62)]));
        }
    }

    [Test]
    public void FirstTokenAt_KeptText_CountsUtf16Units([Range(1, 10)] int seed)
    {
        string text = string.Concat(Parts(new Seeded((ulong)seed), 40 * seed));
        using TextStore store = new();
        ShingledText expected = new(new Shingler());
        ShingledText kept = new(new Shingler());
        expected.Load(text);
        kept.Load(store.Keep(new Article("a", text)));
        Assert.That(kept.Tokens.Hashes.ToArray(), Is.EqualTo(expected.Tokens.Hashes.ToArray()));
        for (int place = 0; place <= text.Length + 1; place++)
        {
            Assert.That(kept.FirstTokenAt(place), Is.EqualTo(expected.FirstTokenAt(place)), $"place {place} of {text.Length}");
        }

        Assert.That(Enumerable.Range(0, kept.Tokens.Count).Select(kept.Places.StartOf), Is.EqualTo(expected.Tokens.Starts.ToArray()));
    }

    /// <summary>A text that stands elsewhere than in the memory it is given, as the texts do that an index holds.</summary>
    private sealed class HeldText(string text) : ITextSource
    {
        public int Length => text.Length;

        public string Read() => text;

        public bool TryReadUtf8(ref byte[] buffer, out ReadOnlyMemory<byte> utf8)
        {
            Scratch.Grow(ref buffer!, 8).Fill(0xFF);
            utf8 = Encoding.UTF8.GetBytes(text);
            return true;
        }
    }

    private static string Wrap(Seeded random, string[] shared)
    {
        string[] edited = [.. shared];
        for (int i = random.Below(4); i > 0; i--)
        {
            edited[random.Below(edited.Length)] = Gaps[random.Below(Gaps.Length)];
        }

        return string.Concat([.. Parts(random, random.Below(30)), .. edited, .. Parts(random, random.Below(30))]);
    }

    private static string[] Parts(Seeded random, int words) =>
        [.. Enumerable.Range(0, words).SelectMany(_ => (string[])[Words[random.Below(Words.Length)] + random.Below(50), Gaps[random.Below(Gaps.Length)]])];
}
