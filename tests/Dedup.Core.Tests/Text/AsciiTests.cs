using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Dedup.Core.Tests.Data;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Text;

/// <summary>The path for ASCII: its kernels against their scalar definitions, and what the tokenizer makes of texts that go in and out of it.</summary>
public sealed class AsciiTests
{
    private delegate void Tokenizing<TUnit>(ReadOnlySpan<TUnit> text, TokenList tokens);

    private delegate void Classifier<TUnit>(ReadOnlySpan<TUnit> block, out ulong words, out ulong others);

    /// <summary>What <see cref="AsciiTokens"/> relies on: nothing else happens in ASCII.</summary>
    [Test]
    public void EntryOf_Ascii_IsAWordThatFoldsByOneBitOrASeparator()
    {
        for (int c = 0; c < 0x80; c++)
        {
            uint entry = CharacterTable.EntryOf(c);
            bool isWord = char.IsAsciiLetterOrDigit((char)c);
            Assert.That(CharacterTable.ClassOf(entry), Is.EqualTo(isWord ? CharacterClass.Word : CharacterClass.Separator), $"class of U+{c:X4}");
            if (isWord)
            {
                Assert.That(CharacterTable.CodePointOf(entry), Is.EqualTo(c | 0x20), $"U+{c:X4}");
                Assert.That(CharacterTable.KindOf(entry), Is.EqualTo(char.IsAsciiDigit((char)c) ? TokenKind.Number : TokenKind.Word), $"kind of U+{c:X4}");
            }
        }
    }

    [Test]
    public void Classify_EveryUnitAtEveryPlace_EqualsTheScalarDefinition()
    {
        for (int place = 0; place < AsciiBlock.Length; place++)
        {
            ushort[] block = new ushort[AsciiBlock.Length];
            for (int unit = 0; unit <= ushort.MaxValue; unit += unit < 0x200 || place == 37 ? 1 : 251)
            {
                block[place] = (ushort)unit;
                AssertKernels<ushort>(block, $"unit {unit:X4} at {place}");
                if (unit <= byte.MaxValue)
                {
                    AssertKernels<byte>([.. block.Select(static value => (byte)value)], $"byte {unit:X2} at {place}");
                }
            }
        }
    }

    [TestCase(1UL)]
    public void Classify_RandomBlocks_EqualsTheScalarDefinition(ulong seed)
    {
        Seeded random = new(seed);
        for (int round = 0; round < 2000; round++)
        {
            ushort[] block = [.. Enumerable.Range(0, AsciiBlock.Length).Select(_ => (ushort)(random.Below(3) == 0 ? random.Next() : (ulong)random.Below(0x90)))];
            AssertKernels<ushort>(block, $"seed {seed}, round {round}");
            AssertKernels<byte>([.. block.Select(static unit => (byte)unit)], $"seed {seed}, round {round}, bytes");
        }
    }

    /// <summary>Words of every length up to three blocks of the hash and a rest, at every place of a block, before each kind of end.</summary>
    [TestCase("x"), TestCase("X7"), TestCase("Zz9"), TestCase("0")]
    public void Tokenize_AWordAtEveryPlace_AsTheDefinition(string letters)
    {
        for (int place = 0; place <= AsciiBlock.Length + 1; place++)
        {
            for (int length = 1; length <= 70; length++)
            {
                string word = string.Concat(Enumerable.Range(0, length).Select(i => letters[i % letters.Length]));
                string before = string.Concat(Enumerable.Repeat("ab ", 30))[..place];
                foreach (string after in (string[])["", ".", " and so on, for as long as a vector is", "\u0301 e", "é", "’s", "ß or so", "\u00AD" + word, "龍", "\uD800"])
                {
                    AssertAsDefinition(before + word + after, $"{length} of \"{letters}\" at {place} before \"{after}\"");
                }
            }
        }
    }

    /// <summary>Letters of Latin script with and without accents, at every place of a block, in words that begin, end and lie in one or reach over two or three.</summary>
    [TestCase("ä"), TestCase("ß"), TestCase("É"), TestCase("ệ"), TestCase("ﬁ"), TestCase("’"), TestCase("—"), TestCase("й"), TestCase("語"), TestCase("\u00AD"), TestCase("\u0301"), TestCase("𝐚")]
    public void Tokenize_ALetterAtEveryPlace_AsTheDefinition(string letter)
    {
        foreach (string inside in (string[])["{0}", "x{0}", "{0}x", "gr{0}{0}e", "{0}bung {0}", "x{0}yyyyyyyyyyyyyyyyyyyyyyy{0}z"])
        {
            string word = string.Format(System.Globalization.CultureInfo.InvariantCulture, inside, letter);
            for (int place = 0; place <= AsciiBlock.Length + 1; place++)
            {
                foreach (char before in "a ")
                {
                    AssertAsDefinition("Sie " + new string(before, place) + word + " und so fort, bis der Block voll ist, und noch ein paar Worte mehr", $"\"{word}\" behind {place} of '{before}'");
                }
            }
        }
    }

    /// <summary>Words longer than the memory in which the bytes of a token are collected, of letters of one byte to nine.</summary>
    [Test]
    public void Tokenize_LongWordsOfEveryScript_AsTheDefinition([Values("x", "é", "ж", "ა", "𐐨", "한", "가", "ก่", "क्षि", "人\u093C")] string letter)
    {
        for (int length = 1; length <= 200; length++)
        {
            string word = string.Concat(Enumerable.Repeat(letter, length));
            AssertAsDefinition($"{word} ab{word}c", $"{length} times {letter}");
        }
    }

    [Test]
    public void Tokenize_EveryCodePointInUtf8_AsTheDefinition()
    {
        for (int c = 0x80; c <= CharacterTable.MaxCodePoint; c++)
        {
            if (c is < 0xD800 or > 0xDFFF)
            {
                string character = char.ConvertFromUtf32(c);
                AssertAsDefinition($"some {character} more a{character}b text 人{character}か{character} ж{character}", $"U+{c:X4}");
            }
        }
    }

    /// <summary>Mostly ASCII, and every now and then something that is not: the two paths take turns at all places.</summary>
    [Test]
    public void Tokenize_AsciiMixedWithOthers_AsTheDefinition([Values(2UL, 3UL)] ulong seed, [Values(4, 30, 300)] int asciiRun)
    {
        const string Ascii = "etaoin shrdlu ETAOIN 0123456789 ,.-'\n\t\0\u007F _@[`{/:";
        Seeded random = new(seed);
        for (int round = 0; round < 1500; round++)
        {
            StringBuilder text = new();
            for (int part = random.Below(6); part >= 0; part--)
            {
                for (int i = random.Below(2 * asciiRun); i > 0; i--)
                {
                    text.Append(Ascii[random.Below(Ascii.Length)]);
                }

                text.Append(RandomUnicode.Text(random, random.Below(3)));
            }

            AssertAsDefinition(text.ToString(), $"seed {seed}, round {round}");
        }
    }

    [TestCase(4UL)]
    public void Tokenize_EveryLengthOfAscii_AsTheDefinition(ulong seed)
    {
        Seeded random = new(seed);
        for (int length = 0; length <= (3 * AsciiBlock.Length) + 1; length++)
        {
            for (int round = 0; round < 20; round++)
            {
                AssertAsDefinition(string.Concat(Enumerable.Range(0, length).Select(_ => random.Below(5) == 0 ? ' ' : (char)('A' + random.Below(60)))), $"length {length}, round {round}");
            }
        }
    }

    /// <summary>The place to start at is a place between tokens; what is before it must not matter.</summary>
    [Test]
    public void Read_FromEveryPlaceBetweenTokens_AddsTheTokensFromThereOn()
    {
        string text = string.Concat(Enumerable.Range(0, 60).Select(static i => $"word{i}, "));
        TokenList all = new();
        Tokenizer.Tokenize(text, all);
        for (int token = 0; token < all.Count; token++)
        {
            TokenList rest = new();
            int end = AsciiTokens.Read<char, Utf16Decoder>(text, all.Starts[token], rest, new char[AsciiBlock.Length], new byte[TokenBytes.Room]);
            Assert.That(end, Is.EqualTo(text.Length));
            Assert.That(rest.Hashes.ToArray(), Is.EqualTo(all.Hashes[token..].ToArray()), $"from token {token}");
            Assert.That(rest.Starts.ToArray(), Is.EqualTo(all.Starts[token..].ToArray()), $"from token {token}");
        }
    }

    private static void AssertKernels<TUnit>(TUnit[] block, string what)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
        AsciiBlock.ClassifyScalar<TUnit>(block, out ulong words, out ulong others);
        foreach ((string name, Classifier<TUnit> kernel) in (ReadOnlySpan<(string, Classifier<TUnit>)>)
            [("128", AsciiBlock.ClassifyVector128), ("256", AsciiBlock.ClassifyVector256), ("512", AsciiBlock.ClassifyVector512), ("dispatch", AsciiBlock.Classify)])
        {
            kernel(block, out ulong foundWords, out ulong foundOthers);
            if (foundWords != words || foundOthers != others)
            {
                Assert.Fail($"{what}, {name}: words {foundWords:X16} and others {foundOthers:X16}, expected {words:X16} and {others:X16}");
            }
        }
    }

    private static void AssertAsDefinition(string text, string what)
    {
        AssertAsDefinition<char, Utf16Decoder>(text, what, Tokenizer.Tokenize);
        AssertAsDefinition<byte, Utf8Decoder>(Encoding.UTF8.GetBytes(text), $"{what}, UTF-8", Tokenizer.Tokenize);
    }

    private static void AssertAsDefinition<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, string what, Tokenizing<TUnit> tokenize)
        where TUnit : unmanaged
        where TDecoder : ICodePointDecoder<TUnit>
    {
        TokenList expected = new();
        Tokenizer.Run<TUnit, TDecoder, HashingSink>(text, new HashingSink(expected));
        TokenList found = new();
        tokenize(text, found);
        if (!found.Hashes.SequenceEqual(expected.Hashes) || !found.Starts.SequenceEqual(expected.Starts) || !found.Ends.SequenceEqual(expected.Ends))
        {
            Assert.Fail($"{what}: starts {string.Join(' ', found.Starts.ToArray())}, expected {string.Join(' ', expected.Starts.ToArray())}; ends {string.Join(' ', found.Ends.ToArray())}, expected {string.Join(' ', expected.Ends.ToArray())}; hashes {(found.Hashes.SequenceEqual(expected.Hashes) ? "equal" : "differ")}");
        }
    }
}
