using Dedup.Clustering;
using Dedup.Internals;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Verification;

namespace Dedup.Batch;

/// <summary>The phase of a batch run that takes out pairs which only share a form or a header, now that it can be counted how many articles carry it.</summary>
/// <remarks>What need not be counted is not: <c>cleared</c> pairs are known to stay, and two that are a form at sight are none whatever the counts.</remarks>
internal sealed class TemplatePhase(
    DedupOptions options, Shingler shingler, ParallelPhase parallel, Article[] articles, List<ArticleFamily> families, SignedText[] signed,
    Dictionary<(int, int), DuplicatePair?> verified, HashSet<(int, int)> cleared)
{
    private readonly TemplateRule rule = new(options.Verification);
    private readonly ShingleFrequencies frequencies = new();

    /// <summary>Replaces the suspects among the verified pairs by the verdicts on them.</summary>
    internal void Drop(RunCheckpoint? checkpoint)
    {
        (int Smaller, int Larger, (int, int) Key)[] suspects =
        [
            .. verified.Where(entry => entry.Value is { } pair && rule.IsSuspect(pair) && !cleared.Contains(entry.Key))
                .Select(entry => BySize(entry.Key))
                .Order(),
        ];
        PairParts? parts = checkpoint?.Begin([.. suspects.Select(suspect => (FirstOf(suspect.Smaller), FirstOf(suspect.Larger)))]);
        if (suspects.Length == 0)
        {
            return;
        }

        if (parts is not { AreComplete: true })
        {
            // In the order of the smaller article, so that its text is loaded once for all its pairs.
            PairVerifier chooser = new(options, shingler);
            foreach ((int smaller, _, (int, int) key) in suspects)
            {
                if (!rule.IsForm(verified[key]!))
                {
                    chooser.Choose(verified[key]!, FirstOf(smaller), frequencies);
                }
            }

            if (frequencies.ChosenCount > 0)
            {
                Count();
            }
        }

        DuplicatePair?[] verdicts = parallel.Run(
            DedupStage.Verifying,
            suspects.Length,
            () => new PairVerifier(options, shingler),
            (verifier, i) => parts is null ? JudgeSuspect(verifier, i) : parts.GetOrCompute(i, suspect => new PairParts.Verdict(JudgeSuspect(verifier, suspect), IsCleared: false)).Pair);
        for (int i = 0; i < suspects.Length; i++)
        {
            verified[suspects[i].Key] = verdicts[i];
        }

        DuplicatePair? JudgeSuspect(PairVerifier verifier, int i) =>
            verifier.Judge(verified[suspects[i].Key]!, FirstOf(suspects[i].Smaller), FirstOf(suspects[i].Larger), rule, frequencies);
    }

    /// <summary>The verdict on one suspect pair of articles from two families: as it was, with fewer passages, or null when it is dropped.</summary>
    internal DuplicatePair? Judge(DuplicatePair suspect, (int Family, Article Article) left, (int Family, Article Article) right)
    {
        // Families are compared in their order, so that of two equal sizes the same one is the smaller whichever way round they come.
        bool leftIsSmaller = BySize((Math.Min(left.Family, right.Family), Math.Max(left.Family, right.Family))).Smaller == left.Family;
        (Article smaller, Article larger) = leftIsSmaller ? (left.Article, right.Article) : (right.Article, left.Article);
        PairVerifier verifier = new(options, shingler);
        verifier.Choose(suspect, smaller, frequencies);
        Count();
        return verifier.Judge(suspect, smaller, larger, rule, frequencies);
    }

    /// <summary>Counts the chosen shingles over all families, copies of one article once.</summary>
    private void Count()
    {
        List<List<int>> copies = CopiesTogether();
        parallel.Run(
            DedupStage.Counting,
            copies.Count,
            () => new ShingleFrequencies.Scratch(shingler),
            (scratch, i) =>
            {
                frequencies.CountOnce(copies[i].Select(FirstOf), scratch);
                return true;
            });
    }

    /// <summary>All families, those that are copies of one article together.</summary>
    private List<List<int>> CopiesTogether()
    {
        DisjointSets sets = new(families.Count);
        foreach (((int x, int y), DuplicatePair? pair) in verified)
        {
            if (pair is not null && rule.AreCopies(pair))
            {
                sets.Union(x, y);
            }
        }

        return sets.AllSets();
    }

    private Article FirstOf(int family) => articles[families[family].First];

    private (int Smaller, int Larger, (int, int) Key) BySize((int X, int Y) pair) =>
        signed[families[pair.X].First].TokenCount <= signed[families[pair.Y].First].TokenCount ? (pair.X, pair.Y, pair) : (pair.Y, pair.X, pair);
}
