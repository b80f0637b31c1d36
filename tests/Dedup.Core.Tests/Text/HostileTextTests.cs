using System.Diagnostics;
using System.Text;
using Dedup.Core.Tests.Data;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Text;

/// <summary>Texts made to break a tokenizer: linear time, no memory but the list's, and clear outcomes.</summary>
[NonParallelizable]
public sealed class HostileTextTests
{
    private const int Units = 1_000_000;

    /// <summary>A tenth of a text should take a tenth of the time, and takes a hundredth where work is quadratic. Between the two is room for a machine that has other work.</summary>
    private const int MostTimesATenth = 35;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private static readonly (string Name, Func<string> Make)[] Inputs =
    [
        ("marks of one order", () => "ก" + new string('\u0E48', Units)),
        ("marks of falling orders", () => Repeat("ก\u0E48\u094D\u093C\u0F71")),
        ("alternating marks on one letter", () => "ก" + Repeat("\u0E48\u093C")),
        ("accents on one letter", () => "a" + Repeat("\u0301\u0327")),
        ("the longest expansion", () => new string('\uFDFA', Units)),
        ("ligatures", () => Repeat("ﬃ")),
        ("sharp s", () => Repeat("ß")),
        ("one word", () => new string('x', Units)),
        ("one word that ends in an expansion", () => new string('x', Units - 1) + "ß"),
        ("one-letter words", () => Repeat("a ")),
        ("one word repeated", () => Repeat("again ")),
        ("one character", () => new string('龍', Units)),
        ("repeat signs", () => "人" + new string('々', Units - 1)),
        ("kana voicing marks", () => "か" + new string('\u3099', Units - 1)),
        ("voiced repeat signs", () => "か" + new string('ゞ', Units - 1)),
        ("syllables", () => new string('힣', Units)),
        ("conjoining letters", () => Repeat("\u1112\u1161\u11AB")),
        ("lone surrogates", () => new string('\uD800', Units)),
        ("invisible characters", () => new string('\u200D', Units)),
        ("ideographs outside the basic plane", () => Repeat("𠀋")),
        ("variants outside the basic plane", () => Repeat("\U0002F800")),
        ("an expansion after each character", () => Repeat("人ß")),
        ("random units", () => RandomUnits(7)),
        ("random Unicode", () => RandomUnicode.Text(new Seeded(8), Units * 2 / 3)),
    ];

    private static IEnumerable<TestCaseData> AllInputs() => Inputs.Select(input => new TestCaseData(input.Make).SetName("{m}_" + input.Name.Replace(' ', '_')));

    [TestCaseSource(nameof(AllInputs))]
    public void Tokenize_AMillionUnits_TakesTheTimeOfItsLength(Func<string> make)
    {
        string text = make();
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        TokenList tokens = new();
        Tokenizer.Tokenize(text, tokens);
        Tokenizer.Tokenize(utf8, tokens);
        TimeSpan tenth = Best(() => Tokenizer.Tokenize(text.AsSpan(0, text.Length / 10), tokens));
        TimeSpan tenthOfUtf8 = Best(() => Tokenizer.Tokenize(utf8.AsSpan(0, utf8.Length / 10), tokens));
        Assert.Multiple(() =>
        {
            Assert.That(Best(() => Tokenizer.Tokenize(text, tokens)), Is.LessThan((MostTimesATenth * tenth) + Pause), "UTF-16");
            Assert.That(Best(() => Tokenizer.Tokenize(utf8, tokens)), Is.LessThan((MostTimesATenth * tenthOfUtf8) + Pause), "UTF-8");
        });
    }

    [TestCaseSource(nameof(AllInputs))]
    public void Tokenize_InAWarmList_AllocatesNothing(Func<string> make)
    {
        Optimised.Require();
        string text = make();
        TokenList tokens = new();
        Tokenizer.Tokenize(text, tokens);

        // The least of several runs, because the runtime may allocate on this thread while it recompiles a method.
        long least = long.MaxValue;
        for (int run = 0; run < 5 && least > 0; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Tokenizer.Tokenize(text, tokens);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
    }

    [Test]
    public void Tokenize_OneWordOf64Mebibytes_IsOneToken()
    {
        byte[] word = new byte[64 << 20];
        Array.Fill(word, (byte)'w');
        TokenList tokens = new();
        Tokenizer.Tokenize(word, tokens);
        ulong hash = tokens.Hashes[0];
        Tokenizer.Tokenize(word.AsSpan(1), tokens);
        Assert.Multiple(() =>
        {
            Assert.That(tokens.Count, Is.EqualTo(1));
            Assert.That(tokens.Hashes[0], Is.Not.EqualTo(hash), "one letter less");
        });
    }

    [Test]
    public void Tokenize_TheLongestExpansion_IsItsFourWords()
    {
        TokenList tokens = new();
        Tokenizer.Tokenize("\uFDFA", tokens);
        TokenList spelled = new();
        Tokenizer.Tokenize("صلى الله عليه وسلم", spelled);
        Assert.Multiple(() =>
        {
            Assert.That(tokens.Hashes.ToArray(), Is.EqualTo(spelled.Hashes.ToArray()));
            Assert.That(tokens.Starts.ToArray(), Is.All.Zero);
            Assert.That(tokens.Ends.ToArray(), Is.All.EqualTo(1));
        });
    }

    private static TimeSpan Best(Action action)
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int run = 0; run < 5 && best >= Pause / 6; run++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            best = took < best ? took : best;
        }

        return best;
    }

    private static string Repeat(string part) => string.Concat(Enumerable.Repeat(part, Units / part.Length));

    private static string RandomUnits(ulong seed)
    {
        Seeded random = new(seed);
        return string.Create(Units, random, static (span, numbers) =>
        {
            foreach (ref char unit in span)
            {
                unit = (char)numbers.Next();
            }
        });
    }
}
