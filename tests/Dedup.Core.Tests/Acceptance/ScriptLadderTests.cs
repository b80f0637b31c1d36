using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Acceptance;

/// <summary>Copies with more and more words replaced are found in every script as in English: all of them down to a Jaccard similarity of 0.5, and nothing else.</summary>
public sealed class ScriptLadderTests
{
    private const int Articles = 60;
    private const double NearJaccard = 0.5;
    private static readonly int[] PerMille = [10, 20, 40, 60, 80, 100, 120];

    [TestCaseSource(typeof(ScriptWriter), nameof(ScriptWriter.Languages))]
    public void Run_CopiesWithReplacedWords_AreFoundDownToTheThreshold(string language)
    {
        ScriptWriter writer = new(language);
        string[][] originals = [.. Enumerable.Range(0, Articles).Select(i => writer.Article((ulong)i + 1, 80 + (i * 10)))];
        int near = 0;
        int found = 0;
        foreach (int perMille in PerMille)
        {
            Article[] articles =
            [
                .. originals.Select((words, i) => new Article($"{i:D3}", writer.Write(words))),
                .. originals.Select((words, i) => new Article($"{i:D3} edited", writer.Write(writer.Replace(words, (ulong)((perMille * 1000) + i), perMille)))),
            ];
            HashSet<(string, string)> flagged = [.. Deduplicator.Run(articles).Pairs
                .Where(pair => pair.Relation is DuplicateRelation.Identical or DuplicateRelation.NearDuplicate)
                .Select(pair => string.CompareOrdinal(pair.Left, pair.Right) < 0 ? (pair.Left, pair.Right) : (pair.Right, pair.Left))];
            for (int i = 0; i < Articles; i++)
            {
                bool isNear = Jaccard(articles[i].Text, articles[i + Articles].Text) >= NearJaccard;
                near += isNear ? 1 : 0;
                found += isNear && flagged.Contains((articles[i].Id, articles[i + Articles].Id)) ? 1 : 0;
            }

            Assert.That(flagged.Where(pair => pair.Item2 != pair.Item1 + " edited"), Is.Empty, $"{language}, {perMille} per mille");
        }

        TestContext.Out.WriteLine($"{language}: {found} of {near} copies of Jaccard {NearJaccard} and more found");
        Assert.Multiple(() =>
        {
            Assert.That(near, Is.GreaterThan(3 * Articles), "the ladder has rungs above the threshold");
            Assert.That((double)found / near, Is.GreaterThanOrEqualTo(0.99), $"{language}: {found} of {near}");
        });
    }

    private static double Jaccard(string left, string right)
    {
        HashSet<ulong> leftSet = Shingles(left);
        HashSet<ulong> rightSet = Shingles(right);
        int shared = leftSet.Count(rightSet.Contains);
        return (double)shared / (leftSet.Count + rightSet.Count - shared);
    }

    private static HashSet<ulong> Shingles(string text)
    {
        TokenList tokens = new();
        Tokenizer.Tokenize(text, tokens);
        return [.. new Shingler().ComputeShingles(tokens.Hashes)];
    }
}
