using System.Text;
using Dedup.Core.Tests.Data;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Text;

/// <summary>The kernels that fold and decode many units of any script at a time, against their scalar definitions.</summary>
public sealed class WideFoldingTests
{
    private const int Units = PageFolding.Block / sizeof(char);

    private delegate int Folding<TUnit>(ReadOnlySpan<TUnit> units, int place, Span<byte> folded, Span<ushort> places, out int written);

    /// <summary>Each code point, and what follows it up to the end of its page and beyond, at each place of a block of two scripts.</summary>
    [Test]
    public void Fold_EveryCodePointAtEveryPlace_EqualsTheScalarDefinition()
    {
        RequireKernels();
        for (int c = 0; c <= 0x1_0400; c++)
        {
            if (c is < 0xD800 or > 0xDFFF)
            {
                string letter = char.ConvertFromUtf32(c);
                for (int place = c % 5; place < PageFolding.Block; place += c < FoldingPages.Last + 64 ? 5 : 31)
                {
                    string text = $"Größe и é{letter} “x” {letter}{letter}ὰß, {letter} {letter}́";
                    text = new string('x', place) + text + text;
                    AssertBlocks(text, $"U+{c:X4} behind {place}");
                }
            }
        }
    }

    /// <summary>Every two bytes, and every three that start like a code point that takes three.</summary>
    [Test]
    public void Fold_EveryLead_EqualsTheScalarDefinition()
    {
        RequireKernels();
        byte[] block = new byte[PageFolding.Block];
        for (int lead = 0x80; lead <= 0xFF; lead++)
        {
            for (int second = 0; second <= 0xFF; second++)
            {
                foreach (byte third in (byte[])[0x20, 0x7F, 0x80, 0x90, 0xA0, 0xBF, 0xC0, 0xE2])
                {
                    int place = (lead + second + third) % (PageFolding.Block - 2);
                    block.AsSpan().Fill((byte)'a');
                    (block[place], block[place + 1], block[place + 2]) = ((byte)lead, (byte)second, third);
                    AssertBytes(block, $"{lead:X2} {second:X2} {third:X2} at {place}");
                    AssertDecoding([.. block, .. "é한"u8], $"{lead:X2} {second:X2} {third:X2} at {place}");
                }
            }
        }
    }

    [TestCase(1UL)]
    public void Fold_RandomBlocks_EqualsTheScalarDefinition(ulong seed)
    {
        RequireKernels();
        Seeded random = new(seed);
        for (int round = 0; round < 20_000; round++)
        {
            string text = RandomUnicode.OfFewScripts(random, PageFolding.Block);
            AssertBlocks(text, $"seed {seed}, round {round}");
            byte[] damaged = Encoding.UTF8.GetBytes(text)[..PageFolding.Block];
            damaged[random.Below(damaged.Length)] = (byte)random.Next();
            AssertBytes(damaged, $"seed {seed}, round {round}, damaged");
        }
    }

    /// <summary>Sound text, cut anywhere, and with bytes changed.</summary>
    [TestCase(2UL)]
    public void Decode_RandomTexts_EqualsTheScalarDefinition(ulong seed)
    {
        RequireKernels();
        Seeded random = new(seed);
        for (int round = 0; round < 10_000; round++)
        {
            byte[] text = Encoding.UTF8.GetBytes(RandomUnicode.OfFewScripts(random, random.Below(400)));
            text = text[..random.Below(text.Length + 1)];
            AssertDecoding(text, $"seed {seed}, round {round}");
            for (int i = random.Below(3); i > 0 && text.Length > 0; i--)
            {
                text[random.Below(text.Length)] = (byte)random.Next();
            }

            AssertDecoding(text, $"seed {seed}, round {round}, damaged");
        }
    }

    /// <summary>Each code point of two bytes or three before and behind the end of a block.</summary>
    [Test]
    public void Decode_EveryCodePointAtTheEndOfABlock_EqualsTheScalarDefinition()
    {
        RequireKernels();
        for (int c = 0x80; c <= 0x1_0400; c++)
        {
            if (c is < 0xD800 or > 0xDFFF)
            {
                for (int place = Utf8Units.Block - 4; place <= Utf8Units.Block; place++)
                {
                    AssertDecoding([.. Enumerable.Repeat((byte)'x', place), .. Encoding.UTF8.GetBytes(char.ConvertFromUtf32(c)), .. Encoding.UTF8.GetBytes(new string('ж', 40))], $"U+{c:X4} at {place}");
                }
            }
        }
    }

    /// <summary>Whatever stands before them: units of few scripts, of all, and lone surrogates.</summary>
    [TestCase(3UL)]
    public void FoldUnits_RandomUnits_EqualsTheScalarDefinition(ulong seed)
    {
        RequireKernels();
        Seeded random = new(seed);
        for (int round = 0; round < 30_000; round++)
        {
            string text = round % 4 == 0 ? RandomUnicode.Text(random, 60) : RandomUnicode.OfFewScripts(random, 60);
            UnitFolding.State before = new() { IsAfterCharacter = random.Below(2) == 0, IsAfterOrderedMark = random.Below(2) == 0, HasCharacters = random.Below(2) == 0 };
            AssertUnits(text, before, 1 + random.Below(48), $"seed {seed}, round {round}");
        }
    }

    /// <summary>Each unit between words, characters and marks.</summary>
    [Test]
    public void FoldUnits_EveryUnit_EqualsTheScalarDefinition()
    {
        RequireKernels();
        for (int c = 0; c <= char.MaxValue; c++)
        {
            char unit = (char)c;
            AssertUnits($"{unit}ж{unit}龍{unit}क्{unit}か\u093C{unit} ก่{unit}{unit}ا ", new UnitFolding.State { IsAfterCharacter = c % 2 == 0 }, 16 + (c % 5), $"unit {c:X4}");
            AssertUnits($"龍龍龍龍龍龍龍龍龍龍龍龍龍龍龍{unit}\u0E48ж龍", new UnitFolding.State { IsAfterOrderedMark = c % 2 == 0 }, 19, $"unit {c:X4} at the end of sixteen");
        }
    }

    private static void RequireKernels()
    {
        if (!PageFolding.IsAccelerated)
        {
            Assert.Ignore("Skipped: this processor, lane or runtime cannot compress bytes.");
        }
    }

    private static void AssertBlocks(string text, string what)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        AssertBytes(bytes.AsSpan(0, PageFolding.Block), what);
#if NET10_0_OR_GREATER
        ushort[] units = [.. text.Take(Units).Select(static c => (ushort)c)];
        AssertBlock<ushort>(units, static (ReadOnlySpan<ushort> units, int place, Span<byte> folded, Span<ushort> places, out int written) =>
            PageFolding.FoldScalar<char, Utf16Decoder>(System.Runtime.InteropServices.MemoryMarshal.Cast<ushort, char>(units), place, folded, places, out written), PageFolding.FoldWide, $"{what}, UTF-16");
#endif
    }

    private static void AssertBytes(ReadOnlySpan<byte> block, string what)
    {
#if NET10_0_OR_GREATER
        AssertBlock(block, PageFolding.FoldScalar<byte, Utf8Decoder>, PageFolding.FoldBytes, what);
#endif
    }

    private static void AssertBlock<TUnit>(ReadOnlySpan<TUnit> block, Folding<TUnit> definition, Folding<TUnit> kernel, string what)
    {
        const int Place = 1000;
        byte[] expected = new byte[PageFolding.Block];
        ushort[] expectedPlaces = new ushort[PageFolding.Block];
        byte[] found = new byte[PageFolding.Block];
        ushort[] foundPlaces = new ushort[PageFolding.Block];
        int taken = definition(block, Place, expected, expectedPlaces, out int written);
        int foundTaken = kernel(block, Place, found, foundPlaces, out int foundWritten);
        Assert.That((foundTaken, foundWritten), Is.EqualTo((taken, written)), what);
        if (!found.AsSpan(0, written).SequenceEqual(expected.AsSpan(0, written)))
        {
            Assert.Fail($"{what}: {Convert.ToHexString(found, 0, written)}; expected {Convert.ToHexString(expected, 0, written)}");
        }

        for (int i = 0; i < written; i++)
        {
            // The second byte of a code point has no place of its own.
            bool isFirst = i == 0 || expectedPlaces[i] != expectedPlaces[i - 1];
            if (isFirst && foundPlaces[i] != expectedPlaces[i])
            {
                Assert.Fail($"{what}: place {foundPlaces[i]} of byte {i}; expected {expectedPlaces[i]}");
            }
        }
    }

    private static void AssertDecoding(ReadOnlySpan<byte> text, string what)
    {
#if NET10_0_OR_GREATER
        ushort[] expected = new ushort[text.Length + Utf8Units.Slack];
        ushort[] expectedPlaces = new ushort[expected.Length];
        ushort[] found = new ushort[expected.Length];
        ushort[] foundPlaces = new ushort[expected.Length];
        int count = Utf8Units.DecodeScalar(text, 7, expected, expectedPlaces, out int taken);
        int foundCount = Utf8Units.DecodeVector512(text, 7, found, foundPlaces, out int foundTaken);
        Assert.That((foundCount, foundTaken), Is.EqualTo((count, taken)), what);
        if (!found.AsSpan(0, count).SequenceEqual(expected.AsSpan(0, count)) || !foundPlaces.AsSpan(0, count).SequenceEqual(expectedPlaces.AsSpan(0, count)))
        {
            Assert.Fail($"{what}: units {string.Join(' ', found.Take(count))}, expected {string.Join(' ', expected.Take(count))}; places {string.Join(' ', foundPlaces.Take(count))}, expected {string.Join(' ', expectedPlaces.Take(count))}");
        }
#endif
    }

    private static void AssertUnits(string text, UnitFolding.State before, int count, string what)
    {
        count = Math.Min(count, text.Length);
        ushort[] units = [.. text.Select(static c => (ushort)c), .. new ushort[UnitFolding.AtOnce]];
        ushort[] places = [.. Enumerable.Range(0, units.Length).Select(static i => (ushort)(5 + (3 * i)))];
        byte[] expected = new byte[units.Length * UnitFolding.BytesOfAUnit];
        ushort[] expectedPlaces = new ushort[expected.Length];
        byte[] found = new byte[expected.Length];
        ushort[] foundPlaces = new ushort[expected.Length];
        UnitFolding.State state = before;
        UnitFolding.State foundState = before;
        int taken = UnitFolding.FoldScalar(units, places, count, expected, expectedPlaces, ref state, out int written);
        int foundTaken = UnitFolding.Fold(units, places, count, found, foundPlaces, ref foundState, out int foundWritten);
        Assert.That(
            (foundTaken, foundWritten, foundState.IsAfterCharacter, foundState.IsAfterOrderedMark, foundState.HasCharacters),
            Is.EqualTo((taken, written, state.IsAfterCharacter, state.IsAfterOrderedMark, state.HasCharacters)), what);
        if (!found.AsSpan(0, written).SequenceEqual(expected.AsSpan(0, written)) || !foundPlaces.AsSpan(0, written).SequenceEqual(expectedPlaces.AsSpan(0, written)))
        {
            Assert.Fail($"{what}: {Convert.ToHexString(found, 0, written)}, expected {Convert.ToHexString(expected, 0, written)}; places {string.Join(' ', foundPlaces.Take(written))}, expected {string.Join(' ', expectedPlaces.Take(written))}");
        }
    }
}
