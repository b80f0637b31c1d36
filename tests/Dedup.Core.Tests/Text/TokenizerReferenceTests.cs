using System.Text;
using Dedup.Core.Tests.Data;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Text;

/// <summary>The tokenizer against <see cref="ReferenceTokenizer"/>: hashes, kinds and places.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TokenizerReferenceTests
{
    /// <summary>Around the code point under test: at the start and end of a word, between characters, doubled, among marks of several orders.</summary>
    private static readonly string[] Frames = ["{0}", "a{0}b", "人{0}か{0}人", "ก{0}{0}\u0E48", "ж\u093C\u094D{0}\u093C{0} {0}", "한{0}ß{0}1"];

    [Test]
    [Category(Categories.OnceIsEnough)]
    public void Tokenize_EveryCodePoint_AsTheReference([Range(0x0, 0x10)] int plane)
    {
        TokenList tokens = new();
        for (int c = plane << 16; c <= ((plane << 16) | 0xFFFF); c++)
        {
            string character = c is >= 0xD800 and <= 0xDFFF ? ((char)c).ToString() : char.ConvertFromUtf32(c);
            string text = string.Concat(Frames.Select(frame => string.Format(System.Globalization.CultureInfo.InvariantCulture, frame, character) + "\n"));
            AssertAsReference(text, tokens, () => $"U+{c:X4}");
        }
    }

    [TestCase(1UL), TestCase(2UL), TestCase(3UL), TestCase(4UL)]
    public void Tokenize_RandomUnicode_AsTheReference(ulong seed)
    {
        Seeded random = new(seed);
        TokenList tokens = new();
        for (int round = 0; round < 3000; round++)
        {
            AssertAsReference(RandomUnicode.Text(random, 1 + random.Below(60)), tokens, () => $"seed {seed}, round {round}");
        }
    }

    [TestCase(5UL)]
    public void Tokenize_RandomBytes_AsTheReference(ulong seed)
    {
        Seeded random = new(seed);
        TokenList tokens = new();
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Below(40)).Select(_ => (byte)random.Next())];
            byte[] text = round % 2 == 0 ? bytes : [.. Encoding.UTF8.GetBytes(RandomUnicode.Text(random, 10)), .. bytes.Take(3), .. Encoding.UTF8.GetBytes("日本 ab")];
            Tokenizer.Tokenize(text, tokens);
            AssertEqual(ReferenceTokenizer.Tokens(text), tokens, () => $"seed {seed}, round {round}: {Convert.ToHexString(text)}");
        }
    }

    [TestCase(29), TestCase(30), TestCase(31), TestCase(32), TestCase(60), TestCase(61), TestCase(500)]
    public void Tokenize_LongRunsOfMarks_AsTheReference(int length)
    {
        TokenList tokens = new();
        string marks = string.Concat(Enumerable.Range(0, length).Select(i => i % 3 == 0 ? "\u0E48" : i % 3 == 1 ? "\u094D" : "\u093C"));
        AssertAsReference("ก" + marks + "ข क" + marks + "ख " + marks, tokens, () => $"{length} marks");
    }

    [Test]
    public void Tokenize_WordsOfEveryLengthInBytes_AsTheReference()
    {
        TokenList tokens = new();
        foreach (string letter in (string[])["x", "ж", "क", "𐐨", "한", "가"])
        {
            for (int length = 1; length <= 60; length++)
            {
                string word = string.Concat(Enumerable.Repeat(letter, length));
                AssertAsReference($"{word} a{word} ab{word} abc{word}", tokens, () => $"{length} times {letter}");
            }
        }
    }

    [Test]
    public void Tokenize_ScriptTexts_AsTheReference()
    {
        TokenList tokens = new();
        foreach ((string name, string text) in ScriptTexts.All)
        {
            AssertAsReference(text, tokens, () => name);
        }
    }

    /// <summary>The order in which marks of different orders are typed means nothing, and neither does composing.</summary>
    [TestCase(6UL)]
    public void Tokenize_CanonicallyEquivalentTexts_SameTokens(ulong seed)
    {
        if (string.Equals("e\u0301".Normalize(NormalizationForm.FormC), "e\u0301", StringComparison.Ordinal))
        {
            Assert.Ignore("Skipped: this process has no Unicode normalisation (invariant globalisation).");
        }

        Seeded random = new(seed);
        for (int round = 0; round < 3000; round++)
        {
            // Fewer marks than the limit, and no character that .NET's newer tables might treat differently.
            string text = RandomUnicode.Text(random, 12, wellFormed: true);
            foreach (NormalizationForm form in (NormalizationForm[])[NormalizationForm.FormC, NormalizationForm.FormD])
            {
                string other = text.Normalize(form);
                Assert.That(
                    ReferenceTokenizer.Tokens(other).Select(token => token.Text),
                    Is.EqualTo(ReferenceTokenizer.Tokens(text).Select(token => token.Text)),
                    $"seed {seed}, round {round}, {form}: {Show(text)}");
            }
        }
    }

    // What is compared is said only when it fails: saying it costs more than comparing.
    private static void AssertAsReference(string text, TokenList tokens, Func<string> what)
    {
        Tokenizer.Tokenize(text, tokens);
        List<ReferenceTokenizer.Token> expected = ReferenceTokenizer.Tokens(text);
        AssertEqual(expected, tokens, () => $"{what()}: {Show(text)}");

        // The definition that FoldedText uses must agree with the fast code as well.
        TokenList plain = new();
        Tokenizer.Run<char, Utf16Decoder, HashingSink>(text, new HashingSink(plain));
        AssertEqual(expected, plain, () => $"{what()}, plain: {Show(text)}");
    }

    private static void AssertEqual(List<ReferenceTokenizer.Token> expected, TokenList tokens, Func<string> what)
    {
        bool equal = tokens.Count == expected.Count;
        for (int i = 0; equal && i < expected.Count; i++)
        {
            equal = tokens.Hashes[i] == ReferenceHash(expected[i]) && tokens.Starts[i] == expected[i].Start && tokens.Ends[i] == expected[i].End;
        }

        if (!equal)
        {
            string found = string.Join(' ', Enumerable.Range(0, tokens.Count).Select(i => $"{tokens.Starts[i]}-{tokens.Ends[i]}"));
            string wanted = string.Join(' ', expected.Select(token => $"{token.Start}-{token.End}:{token.Kind}({token.Text})"));
            Assert.Fail($"{what()}\nexpected {wanted}\nfound    {found}");
        }
    }

    private static ulong ReferenceHash(ReferenceTokenizer.Token token)
    {
        byte[] padded = new byte[((token.Bytes.Length / 16) + 1) * 16];
        token.Bytes.CopyTo(padded, 0);
        ulong state = 0x2D358DCCAA6C78A5;
        for (int i = 0; i < padded.Length; i += 16)
        {
            state = Fold(BitConverter.ToUInt64(padded, i) ^ 0xA0761D6478BD642F ^ state, BitConverter.ToUInt64(padded, i + 8) ^ 0xE7037ED1A0B428DB) + state;
        }

        ulong hash = Fold(state ^ 0x8EBC6AF09C88C6E3 ^ (ulong)token.Bytes.Length, 0xE7037ED1A0B428DB);
        return (hash / 4 * 4) + (ulong)token.Kind;

        static ulong Fold(ulong x, ulong y)
        {
            UInt128 product = (UInt128)x * y;
            return (ulong)(product >> 64) ^ (ulong)product;
        }
    }

    private static string Show(string text) => string.Join(' ', text.Select(unit => $"{(int)unit:X4}"));
}
