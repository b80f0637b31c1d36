namespace Dedup.Verification;

/// <summary>A passage in tokens: equal runs that follow one another in both texts, none touching the next on both sides.</summary>
internal sealed class FoundPassage(List<TokenRun> runs)
{
    /// <summary>At least one, in order.</summary>
    internal List<TokenRun> Runs { get; } = runs;

    internal int LeftStart => Runs[0].Left;

    internal int RightStart => Runs[0].Right;

    internal int LeftEnd => Runs[^1].LeftEnd;

    internal int RightEnd => Runs[^1].RightEnd;

    internal int SharedTokens { get; } = CountTokens(runs);

    /// <summary>How much text the equal tokens are, in quarters of a word.</summary>
    internal long SharedQuarters(ShingledText left) => Runs.Sum(run => left.Tokens.QuartersOf(run.Left, run.LeftEnd));

    internal FoundPassage Swap() => new(Runs.ConvertAll(static run => run.Swap()));

    private static int CountTokens(List<TokenRun> runs)
    {
        int tokens = 0;
        foreach (TokenRun run in runs)
        {
            tokens += run.Length;
        }

        return tokens;
    }

    /// <summary>The passage as character ranges.</summary>
    internal Passage ToPassage(ShingledText left, ShingledText right) =>
        PassageEdges.Extend(left.Places.EdgesOf(LeftStart, LeftEnd), right.Places.EdgesOf(RightStart, RightEnd), SharedTokens);
}
