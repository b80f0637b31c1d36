using System.Globalization;
using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Acceptance;

/// <summary>How alike the true pairs of labelled sets are, counted exactly: what tokens and widths bring, whatever the detector then decides.</summary>
public sealed class EditionTests
{
    /// <param name="set">The folder of the set.</param>
    /// <param name="atHalf">The least share of true pairs with a Jaccard similarity of 0.5 or more.</param>
    /// <param name="atTwoFifths">The least share with 0.4 or more.</param>
    [TestCase("aozora_editions", 0.96, 0.985)]
    [TestCase("lctt_zh_revisions", 0.96, 0.975)]
    public void Jaccard_OfTruePairs_IsHigh(string set, double atHalf, double atTwoFifths)
    {
        string folder = Repository.Shared($"data/{set}");
        Dictionary<string, HashSet<ulong>> shingles = Repository.ReadArticles(Path.Combine(folder, "docs.jsonl.gz")).ToDictionary(article => article.Id, article => Shingles(article.Text));
        double[] similarities =
        [
            .. File.ReadLines(Path.Combine(folder, "clusters.tsv"))
                .Select(line => line.Split('\t'))
                .Where(fields => shingles.ContainsKey(fields[0]))
                .GroupBy(fields => fields[1], fields => shingles[fields[0]])
                .SelectMany(family => family.SelectMany((left, i) => family.Skip(i + 1).Select(right => Jaccard(left, right))))
                .Order(),
        ];
        double Share(double least) => (double)similarities.Count(similarity => similarity >= least) / similarities.Length;
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{set}: {similarities.Length} true pairs, Jaccard at 1 %: {At(0.01):F2}, 5 %: {At(0.05):F2}, 10 %: {At(0.1):F2}, 25 %: {At(0.25):F2}, median: {At(0.5):F2}; 0.5 and more: {Share(0.5):F3}, 0.4 and more: {Share(0.4):F3}"));
        double At(double part) => similarities[(int)(part * (similarities.Length - 1))];
        Assert.Multiple(() =>
        {
            Assert.That(Share(0.5), Is.GreaterThanOrEqualTo(atHalf));
            Assert.That(Share(0.4), Is.GreaterThanOrEqualTo(atTwoFifths));
        });
    }

    private static HashSet<ulong> Shingles(string text)
    {
        TokenList tokens = new();
        Tokenizer.Tokenize(text, tokens);
        return [.. new Shingler().ComputeShingles(tokens.Hashes)];
    }

    private static double Jaccard(HashSet<ulong> left, HashSet<ulong> right)
    {
        int shared = left.Count(right.Contains);
        return (double)shared / (left.Count + right.Count - shared);
    }
}
