namespace Dedup.Verification;

/// <summary>Finds the passages that two texts share: equal runs of tokens, chained where only small edits lie between them. Holds scratch: one per thread.</summary>
/// <remarks>
/// <para>
/// The right text is walked once. Where a shingle also stands in the left text, the longest equal run from one of its places there is taken and the walk
/// goes on behind it (greedy tiling, after Wise, "String similarity via greedy string tiling and running Karp-Rabin matching", 1993). Runs that follow one another on both sides with at most <c>gap</c> tokens between them, and with gaps that differ by no more than that, form a chain. A chain is a passage when its runs hold enough tokens together and <see cref="PassageSelection"/> finds them free.
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
    private readonly SharedShingles shared = new();

    /// <summary>How many distinct shingles the two texts that were asked about last have in common.</summary>
    internal int SharedShingles => shared.DistinctCount;

    /// <summary>The passages with at least <paramref name="leastTokens"/> shared tokens, in the order of the left text; no token lies in two of them.</summary>
    internal List<FoundPassage> Find(ShingledText left, ShingledText right, int gap, int leastTokens)
    {
        open.Clear();
        closed.Clear();
        shared.Walk(right, left);
        ReadOnlySpan<int> places = shared.Places;
        int at = 0;
        int walked = 0;
        while (at < places.Length && places[at..].IndexOfAnyExcept(-1) is >= 0 and int skipped)
        {
            at += skipped;
            TokenRun run = LongestRun(left, right, at, walked, gap);

            // Two shingles of one hash, should there ever be any.
            if (run.Length == 0)
            {
                at++;
                continue;
            }

            Append(run, gap, leastTokens);
            at = run.RightEnd;
            walked = at;
        }

        if (closed.Count + open.Count == 0)
        {
            return [];
        }

        closed.AddRange(open);
        return PassageSelection.Select(closed.ConvertAll(static chain => new FoundPassage(chain.Runs)), left.Tokens.Count, right.Tokens.Count, leastTokens);
    }

    /// <summary>As <see cref="Find(ShingledText, ShingledText, int, int)"/>, but the same whichever text is on the left: the longer one is walked.</summary>
    internal List<FoundPassage> FindInEither(ShingledText left, ShingledText right, int gap, int leastTokens)
    {
        if (left.Tokens.Count <= right.Tokens.Count)
        {
            return Find(left, right, gap, leastTokens);
        }

        List<FoundPassage> found = Find(right, left, gap, leastTokens).ConvertAll(static passage => passage.Swap());
        found.Sort(static (x, y) => (x.LeftStart, x.RightStart).CompareTo((y.LeftStart, y.RightStart)));
        return found;
    }

    /// <summary>The longest equal run through the shingle at <paramref name="at"/>; among equal ones that which continues an open chain best.</summary>
    private TokenRun LongestRun(ShingledText left, ShingledText right, int at, int walked, int gap)
    {
        ReadOnlySpan<ulong> leftTokens = left.Tokens.Hashes;
        ReadOnlySpan<ulong> rightTokens = right.Tokens.Hashes;
        TokenRun best = default;
        int bestDrift = int.MaxValue;
        int place = shared.Places[at];
        for (int tried = 0; place >= 0 && tried < PlacesTried; tried++, place = left.Table.NextPosition(place))
        {
            int length = leftTokens[place..].CommonPrefixLength(rightTokens[at..]);

            // Tokens before the shingle can be equal too: a single changed word hides the shingles around it.
            int back = 0;
            while (back < place && at - back > walked && leftTokens[place - back - 1] == rightTokens[at - back - 1])
            {
                back++;
            }

            TokenRun run = new(place - back, at - back, length + back);
            int drift = DriftFromOpenChain(run, gap);
            if (run.Length > best.Length || (run.Length == best.Length && drift < bestDrift))
            {
                best = run;
                bestDrift = drift;
            }
        }

        return best;
    }

    private int DriftFromOpenChain(TokenRun run, int gap)
    {
        int least = int.MaxValue;
        foreach (Chain chain in open)
        {
            least = Math.Min(least, chain.Drift(run, gap));
        }

        return least;
    }

    private void Append(TokenRun run, int gap, int leastTokens)
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
            open[best].Append(run);
            return;
        }

        if (open.Count == OpenChains)
        {
            closed.Add(open[0]);
            open.RemoveAt(0);
        }

        open.Add(new Chain(run));
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

    /// <summary>Equal runs that follow one another. Positions in tokens, ends exclusive.</summary>
    private sealed class Chain(TokenRun first)
    {
        internal List<TokenRun> Runs { get; } = [first];

        internal int Tokens { get; private set; } = first.Length;

        internal int RightEnd => Runs[^1].RightEnd;

        /// <summary>How much further the run lies from the chain's end on one side than on the other; <see cref="int.MaxValue"/> when it does not continue the chain.</summary>
        internal int Drift(TokenRun run, int gap)
        {
            int overlap = Overlap(run);
            int leftGap = run.Left + overlap - Runs[^1].LeftEnd;
            int rightGap = run.Right + overlap - RightEnd;
            return overlap > gap || overlap >= run.Length || leftGap > gap || rightGap > gap ? int.MaxValue : Math.Abs(leftGap - rightGap);
        }

        /// <summary>Puts the run at the chain's end.</summary>
        internal void Append(TokenRun run)
        {
            TokenRun rest = run.From(Overlap(run));
            Runs.Add(rest);
            Tokens += rest.Length;
        }

        // Where words next to an insertion are repeated in it, the run starts before the chain ends; those tokens are the chain's already.
        private int Overlap(TokenRun run) => Math.Max(0, Math.Max(Runs[^1].LeftEnd - run.Left, RightEnd - run.Right));
    }
}
