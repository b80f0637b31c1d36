using System.Numerics;
using System.Text;
using Dedup.Core.Tests.Data;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Text;

/// <summary>The fast path: its kernels against their scalar definitions, and what the tokenizer makes of texts that need all of it.</summary>
public sealed class FoldedChunkTests
{
    private delegate void Tokenizing<TUnit>(ReadOnlySpan<TUnit> text, TokenList tokens);

    private delegate int Folding<TUnit>(ReadOnlySpan<TUnit> units, Span<byte> folded);

    private delegate void Hashing(ReadOnlySpan<byte> folded, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, Span<ulong> hashes, int count, Span<int> waiting);

    /// <summary>What <see cref="AsciiFolding"/> relies on: nothing else happens in ASCII.</summary>
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
    public void Fold_EveryUnitAtEveryPlace_EqualsTheScalarDefinition()
    {
        for (int place = 0; place < AsciiFolding.Block; place++)
        {
            ushort[] block = [.. Enumerable.Range(0, AsciiFolding.Block).Select(static i => (ushort)('0' + i))];
            for (int unit = 0; unit <= ushort.MaxValue; unit += unit < 0x200 || place == 37 ? 1 : 251)
            {
                block[place] = (ushort)unit;
                AssertFolding<ushort>(block, AsciiFolding.FoldWide, $"unit {unit:X4} at {place}");
                if (unit <= byte.MaxValue)
                {
                    AssertFolding<byte>([.. block.Select(static value => (byte)value)], AsciiFolding.FoldBytes, $"byte {unit:X2} at {place}");
                }
            }
        }
    }

    [TestCase(1UL)]
    public void Fold_RandomBlocks_EqualsTheScalarDefinition(ulong seed)
    {
        Seeded random = new(seed);
        for (int round = 0; round < 2000; round++)
        {
            ushort[] block = [.. Enumerable.Range(0, AsciiFolding.Block).Select(_ => (ushort)(random.Below(40) == 0 ? random.Next() : (ulong)random.Below(0x80)))];
            AssertFolding<ushort>(block, AsciiFolding.FoldWide, $"seed {seed}, round {round}");
            AssertFolding<byte>([.. block.Select(static unit => (byte)unit)], AsciiFolding.FoldBytes, $"seed {seed}, round {round}, bytes");
        }
    }

    /// <summary>Runs of every length, that start and end at every place of a block, and many in one.</summary>
    [TestCase(7UL)]
    public void Find_RandomRuns_AreThoseOfAPlainLoop(ulong seed)
    {
        Seeded random = new(seed);
        for (int round = 0; round < 3000; round++)
        {
            byte[] folded = new byte[AsciiFolding.Block * (1 + random.Below(4))];
            int longest = 1 + random.Below(round % 3 == 0 ? 2 : 90);
            for (int at = random.Below(3); at < folded.Length - 1; at += 1 + random.Below(longest))
            {
                int end = Math.Min(folded.Length - 1, at + 1 + random.Below(longest));
                folded.AsSpan(at..end).Fill((byte)(TokenEdges.LastSeparator + 1 + random.Below(200)));
                folded[end] = (byte)random.Below(TokenEdges.LastSeparator + 1);
                at = end;
            }

            List<int> starts = [];
            List<int> ends = [];
            for (int i = 0; i < folded.Length; i++)
            {
                bool wasInside = i > 0 && folded[i - 1] > TokenEdges.LastSeparator;
                bool isInside = folded[i] > TokenEdges.LastSeparator;
                (isInside && !wasInside ? starts : !isInside && wasInside ? ends : []).Add(i);
            }

            int[] foundStarts = new int[(folded.Length / 2) + TokenEdges.Slack];
            int[] foundEnds = new int[foundStarts.Length];
            int count = TokenEdges.Find(folded, foundStarts, foundEnds);
            Assert.That(foundStarts[..count], Is.EqualTo(starts), $"seed {seed}, round {round}: starts");
            Assert.That(foundEnds[..count], Is.EqualTo(ends), $"seed {seed}, round {round}: ends");
        }
    }

    [TestCase(8UL)]
    public void Write_RandomMasks_EqualsTheScalarDefinition(ulong seed)
    {
#if NET10_0_OR_GREATER
        if (!System.Runtime.Intrinsics.X86.Avx512Vbmi2.IsSupported)
        {
            Assert.Ignore("Skipped: this processor, or lane, cannot compress bytes.");
        }

        Seeded random = new(seed);
        for (int round = 0; round < 20_000; round++)
        {
            // Starts of tokens: no two side by side.
            ulong bits = (random.Next() & (round % 2 == 0 ? random.Next() : ulong.MaxValue)) | (round % 5 == 0 ? 0x5555555555555555UL : 0UL);
            bits &= ~(bits << 1);
            int[] expected = new int[TokenEdges.Slack];
            int[] found = new int[TokenEdges.Slack];
            int count = TokenEdges.WriteScalar(bits, round, expected);
            Assert.That(TokenEdges.WriteVector512(bits, round, found), Is.EqualTo(count), $"{bits:X16}");
            Assert.That(found[..count], Is.EqualTo(expected[..count]), $"{bits:X16}");
        }
#else
        Assert.Ignore("Skipped: .NET 8 has no such instruction.");
#endif
    }

    /// <summary>Tokens of every length up to four blocks, with a digit or without, at random places.</summary>
    [TestCase(9UL)]
    public void Compute_RandomTokens_EqualsTheScalarDefinition(ulong seed)
    {
        Seeded random = new(seed);
        byte[] folded = new byte[4096 + TokenHashes.ByteSlack];
        for (int round = 0; round < 400; round++)
        {
            for (int i = 0; i < folded.Length; i++)
            {
                // Bytes of letters, and now and then of a digit.
                folded[i] = (byte)(random.Below(30) == 0 ? '0' + random.Below(10) : 0x40 + random.Below(0xC0));
            }

            int count = 1 + random.Below(100);
            int[] starts = new int[count + TokenHashes.Slack];
            int[] ends = new int[count + TokenHashes.Slack];
            for (int i = 0; i < count; i++)
            {
                int length = 1 + random.Below(round % 4 == 0 ? 65 : 15);
                starts[i] = random.Below(4096 - length);
                ends[i] = starts[i] + length;
            }

            ulong[] expected = new ulong[count + TokenHashes.Slack];
            TokenHashes.ComputeScalar(folded, starts, ends, expected, count);
            AssertHashing(TokenHashes.Compute, "dispatch");
            if (System.Runtime.Intrinsics.X86.Avx512F.IsSupported)
            {
                AssertHashing(TokenHashes.ComputeVector512, "512");
            }

            if (System.Runtime.Intrinsics.X86.Avx2.IsSupported)
            {
                AssertHashing(static (folded, starts, ends, hashes, count, _) => TokenHashes.ComputeVector256(folded, starts, ends, hashes, count), "256");
            }

            void AssertHashing(Hashing kernel, string name)
            {
                ulong[] found = new ulong[count + TokenHashes.Slack];
                kernel(folded, starts, ends, found, count, new int[found.Length]);
                Assert.That(found[..count], Is.EqualTo(expected[..count]), $"seed {seed}, round {round}, {name}");
            }
        }
    }

    /// <summary>Words of every length up to three blocks of the hash and a rest, at every place of a block, before each kind of end.</summary>
    [TestCase("x"), TestCase("X7"), TestCase("Zz9"), TestCase("0")]
    public void Tokenize_AWordAtEveryPlace_AsTheDefinition(string letters)
    {
        for (int place = 0; place <= AsciiFolding.Block + 1; place++)
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
            for (int place = 0; place <= AsciiFolding.Block + 1; place++)
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
        for (int length = 0; length <= (3 * AsciiFolding.Block) + 1; length++)
        {
            for (int round = 0; round < 20; round++)
            {
                AssertAsDefinition(string.Concat(Enumerable.Range(0, length).Select(_ => random.Below(5) == 0 ? ' ' : (char)('A' + random.Below(60)))), $"length {length}, round {round}");
            }
        }
    }

    /// <summary>Words, marks and characters at the place where one chunk ends and the next begins, and words longer than a chunk.</summary>
    [TestCase("x"), TestCase("é"), TestCase("ж"), TestCase("龍"), TestCase("か\u3099"), TestCase("ก\u0E48"), TestCase("क्"), TestCase("한"), TestCase("a\u00AD"), TestCase("\u00AD"), TestCase("7"), TestCase("😀"), TestCase("々"), TestCase("e\u0301\u0323")]
    public void Tokenize_WhereAChunkEnds_AsTheDefinition(string letter)
    {
        foreach (int times in (int[])[1, 2, 5, 40, 1500, 4000])
        {
            string word = string.Concat(Enumerable.Repeat(letter, times));
            foreach (string before in (string[])["", "ab ", "ж ", "龍"])
            {
                string start = string.Concat(Enumerable.Repeat("ab ", 320)) + before;
                for (int place = 0; place < (times > 5 ? 70 : 130); place += times > 40 ? 13 : 1)
                {
                    AssertAsDefinition(start + new string('x', place) + (place % 2 == 0 ? word : " " + word) + "y z", $"{times} times \"{letter}\" behind {place} and \"{before}\"");
                }
            }
        }
    }

    /// <summary>Long texts in which everything takes turns.</summary>
    [TestCase(10UL)]
    public void Tokenize_LongRandomTexts_AsTheDefinition(ulong seed)
    {
        Seeded random = new(seed);
        string[] parts = ["word ", "Ünï", "ж", " слово", "龍", "かな", "क्षि", "한국 ", "a\u00ADb", "，", " — ", "１２", "ﬁn", "😀", "ก่า ", "\u0301", "ß. ", "٣", "\uD800"];
        for (int round = 0; round < 300; round++)
        {
            StringBuilder text = new();
            int kinds = 1 + random.Below(parts.Length);
            while (text.Length < 3000)
            {
                text.Append(parts[random.Below(kinds)]);
            }

            AssertAsDefinition(text.ToString(), $"seed {seed}, round {round}");
        }
    }

    /// <summary>Texts of one script or a few, long enough for the kernels that fold many units at a time, and these with damage.</summary>
    [Test]
    public void Tokenize_TextsOfFewScripts_AsTheDefinition([Values(11UL, 12UL)] ulong seed)
    {
        Seeded random = new(seed);
        for (int round = 0; round < 1500; round++)
        {
            string text = RandomUnicode.OfFewScripts(random, random.Below(2500));
            AssertAsDefinition(text, $"seed {seed}, round {round}");
            byte[] damaged = Encoding.UTF8.GetBytes(text);
            for (int i = damaged.Length / 300; i > 0; i--)
            {
                damaged[random.Below(damaged.Length)] = (byte)random.Next();
            }

            AssertAsDefinition<byte, Utf8Decoder>(damaged, $"seed {seed}, round {round}, damaged", Tokenizer.Tokenize);
        }
    }

    private static void AssertFolding<TUnit>(TUnit[] block, Folding<TUnit> kernel, string what)
        where TUnit : unmanaged, IBinaryInteger<TUnit>
    {
        byte[] expected = new byte[AsciiFolding.Block];
        byte[] found = new byte[AsciiFolding.Block];
        int ascii = AsciiFolding.FoldScalar<TUnit>(block, expected);
        int foundAscii = kernel(block, found);
        if (foundAscii != ascii || !found.AsSpan(0, ascii).SequenceEqual(expected.AsSpan(0, ascii)))
        {
            Assert.Fail($"{what}: {foundAscii} units, {Convert.ToHexString(found)}; expected {ascii}, {Convert.ToHexString(expected)}");
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
