using System.Collections;

namespace Dedup.Verification;

/// <summary>Finds the passages that two texts share: equal runs of tokens, chained where only small edits lie between them. Holds scratch: one per thread.</summary>
/// <remarks>
/// <para>
/// The right text is walked once. Where a shingle also stands in the left text, the longest equal run from one of its places there is taken and the walk
/// goes on behind it (greedy tiling, after Wise, "String similarity via greedy string tiling and running Karp-Rabin matching", 1993). Runs that follow one another on both sides with at most <c>gap</c> tokens between them, and with gaps that differ by no more than that, form a chain; a chain is a passage when its runs hold enough tokens together.
/// </para>
/// <para>
/// Cost: at most <see cref="PlacesTried"/> places are tried for each walked shingle, and a tried run is only as long as the run then taken, so the work is linear in the right
/// text times that constant, whatever repeats. A run can touch the chains still open only, at most <see cref="OpenChains"/>.
/// </para>
/// </remarks>
internal sealed class PassageFinder
{
    private const int PlacesTried = 16;
    private const int OpenChains = 16;
    private readonly List<Chain> open = [];
    private readonly List<Chain> closed = [];

    /// <summary>The passages with at least <paramref name="leastTokens"/> shared tokens, in the order of the left text.</summary>
    internal List<Passage> Find(ShingledText left, ShingledText right, int gap, int leastTokens)
    {
        open.Clear();
        closed.Clear();
        ReadOnlySpan<ulong> shingles = right.Shingles;
        int at = 0;
        int walked = 0;
        while (at < shingles.Length)
        {
            Run run = LongestRun(left, right, at, walked, gap);
            if (run.Length == 0)
            {
                at++;
                continue;
            }

            Append(run, gap, leastTokens);
            at = run.Right + run.Length;
            walked = at;
        }

        closed.AddRange(open);
        return Select(left, right, leastTokens);
    }

    /// <summary>The longest chains first, each only where it does not repeat what a longer one has already matched: a header that stands ten times in one text is one passage.</summary>
    private List<Passage> Select(ShingledText left, ShingledText right, int leastTokens)
    {
        closed.RemoveAll(chain => chain.Tokens < leastTokens);
        closed.Sort(static (x, y) => (y.Tokens, x.LeftStart, x.RightStart).CompareTo((x.Tokens, y.LeftStart, y.RightStart)));
        List<Passage> passages = [];
        BitArray covered = new(closed.Count > 1 ? left.Tokens.Count : 0);
        foreach (Chain chain in closed)
        {
            if (closed.Count > 1 && !Cover(covered, chain))
            {
                continue;
            }

            passages.Add(ToPassage(chain, left, right));
        }

        passages.Sort(static (x, y) => (x.LeftStart, x.RightStart).CompareTo((y.LeftStart, y.RightStart)));
        return passages;
    }

    private static bool Cover(BitArray covered, Chain chain)
    {
        int before = 0;
        for (int token = chain.LeftStart; token < chain.LeftEnd; token++)
        {
            before += covered[token] ? 1 : 0;
        }

        if (2 * before > chain.LeftEnd - chain.LeftStart)
        {
            return false;
        }

        for (int token = chain.LeftStart; token < chain.LeftEnd; token++)
        {
            covered[token] = true;
        }

        return true;
    }

    /// <summary>The longest equal run through the shingle at <paramref name="at"/>; among equal ones that which continues an open chain best.</summary>
    private Run LongestRun(ShingledText left, ShingledText right, int at, int walked, int gap)
    {
        ReadOnlySpan<ulong> leftTokens = left.Tokens.Hashes;
        ReadOnlySpan<ulong> rightTokens = right.Tokens.Hashes;
        Run best = default;
        int bestDrift = int.MaxValue;
        int place = left.FirstPosition(right.Shingles[at]);
        for (int tried = 0; place >= 0 && tried < PlacesTried; tried++, place = left.NextPosition(place))
        {
            int length = leftTokens[place..].CommonPrefixLength(rightTokens[at..]);

            // Tokens before the shingle can be equal too: a single changed word hides the shingles around it.
            int back = 0;
            while (back < place && at - back > walked && leftTokens[place - back - 1] == rightTokens[at - back - 1])
            {
                back++;
            }

            Run run = new(place - back, at - back, length + back);
            int drift = DriftFromOpenChain(run, gap);
            if (run.Length > best.Length || (run.Length == best.Length && drift < bestDrift))
            {
                best = run;
                bestDrift = drift;
            }
        }

        return best;
    }

    private int DriftFromOpenChain(Run run, int gap)
    {
        int least = int.MaxValue;
        foreach (Chain chain in open)
        {
            least = Math.Min(least, chain.Drift(run, gap));
        }

        return least;
    }

    private void Append(Run run, int gap, int leastTokens)
    {
        Close(run.Right - gap, leastTokens);
        int best = -1;
        int leastDrift = int.MaxValue;
        for (int i = 0; i < open.Count; i++)
        {
            int drift = open[i].Drift(run, gap);
            if (drift < leastDrift)
            {
                leastDrift = drift;
                best = i;
            }
        }

        if (best >= 0)
        {
            open[best] = open[best].With(run);
            return;
        }

        if (open.Count == OpenChains)
        {
            closed.Add(open[0]);
            open.RemoveAt(0);
        }

        open.Add(new Chain(run.Left, run.Right, run.Left + run.Length, run.Right + run.Length, run.Length));
    }

    /// <summary>Takes the chains that end before <paramref name="rightToken"/> out of the open ones: nothing can continue them any more.</summary>
    private void Close(int rightToken, int leastTokens)
    {
        int kept = 0;
        for (int i = 0; i < open.Count; i++)
        {
            if (open[i].RightEnd >= rightToken)
            {
                open[kept++] = open[i];
            }
            else if (open[i].Tokens >= leastTokens)
            {
                closed.Add(open[i]);
            }
        }

        open.RemoveRange(kept, open.Count - kept);
    }

    private static Passage ToPassage(Chain chain, ShingledText left, ShingledText right) =>
        PassageEdges.Extend(EdgesOf(left, chain.LeftStart, chain.LeftEnd), EdgesOf(right, chain.RightStart, chain.RightEnd), chain.Tokens);

    private static PassageEdges EdgesOf(ShingledText text, int firstToken, int endToken) => new(
        text.Text,
        firstToken == 0 ? 0 : text.Tokens.Ends[firstToken - 1],
        text.Tokens.Starts[firstToken],
        text.Tokens.Ends[endToken - 1],
        endToken == text.Tokens.Count ? text.Text.Length : text.Tokens.Starts[endToken]);

    private readonly record struct Run(int Left, int Right, int Length);

    /// <summary>Positions in tokens, ends exclusive.</summary>
    private readonly record struct Chain(int LeftStart, int RightStart, int LeftEnd, int RightEnd, int Tokens)
    {
        /// <summary>How much further the run lies from the chain's end on one side than on the other; <see cref="int.MaxValue"/> when it does not continue the chain.</summary>
        internal int Drift(Run run, int gap)
        {
            int overlap = Overlap(run);
            int leftGap = run.Left + overlap - LeftEnd;
            int rightGap = run.Right + overlap - RightEnd;
            return overlap > gap || overlap >= run.Length || leftGap > gap || rightGap > gap ? int.MaxValue : Math.Abs(leftGap - rightGap);
        }

        /// <summary>The chain with the run at its end.</summary>
        internal Chain With(Run run) =>
            this with { LeftEnd = run.Left + run.Length, RightEnd = run.Right + run.Length, Tokens = Tokens + run.Length - Overlap(run) };

        // Where words next to an insertion are repeated in it, the run starts before the chain ends; those tokens are the chain's already.
        private int Overlap(Run run) => Math.Max(0, Math.Max(LeftEnd - run.Left, RightEnd - run.Right));
    }
}
