using System.Collections;

namespace Dedup.Verification;

/// <summary>Chooses among chains that overlap: the longest first, the others only with what is not taken yet, so that no token of either text lies in two passages.</summary>
/// <remarks>
/// A header that stands ten times in one text is one passage; a chain that crosses a longer one is cut there. Cost is linear in the tokens of all chains, which
/// <see cref="PassageFinder"/> keeps linear in the walked text.
/// </remarks>
internal sealed class PassageSelection(int leftTokens, int rightTokens, int leastTokens)
{
    private readonly BitArray leftTaken = new(leftTokens);
    private readonly BitArray rightTaken = new(rightTokens);
    private readonly List<FoundPassage> selected = [];

    /// <summary>The passages of at least so many shared tokens, in the order of the left text.</summary>
    internal static List<FoundPassage> Select(List<FoundPassage> chains, int leftTokens, int rightTokens, int leastTokens)
    {
        chains.RemoveAll(chain => chain.SharedTokens < leastTokens);
        if (chains.Count <= 1)
        {
            return chains;
        }

        if (AreApart(chains))
        {
            chains.Sort(static (x, y) => (x.LeftStart, x.RightStart).CompareTo((y.LeftStart, y.RightStart)));
            return chains;
        }

        chains.Sort(static (x, y) => (y.SharedTokens, x.LeftStart, x.RightStart).CompareTo((x.SharedTokens, y.LeftStart, y.RightStart)));
        PassageSelection selection = new(leftTokens, rightTokens, leastTokens);
        foreach (FoundPassage chain in chains)
        {
            selection.Add(chain);
        }

        selection.selected.Sort(static (x, y) => (x.LeftStart, x.RightStart).CompareTo((y.LeftStart, y.RightStart)));
        return selection.selected;
    }

    /// <summary>Whether no two chains overlap in either text, as in most pairs: then nothing is to be chosen. They are put in the order of the right text.</summary>
    private static bool AreApart(List<FoundPassage> chains)
    {
        chains.Sort(static (x, y) => x.LeftStart.CompareTo(y.LeftStart));
        for (int i = 1; i < chains.Count; i++)
        {
            if (chains[i].LeftStart < chains[i - 1].LeftEnd)
            {
                return false;
            }
        }

        chains.Sort(static (x, y) => x.RightStart.CompareTo(y.RightStart));
        for (int i = 1; i < chains.Count; i++)
        {
            if (chains[i].RightStart < chains[i - 1].RightEnd)
            {
                return false;
            }
        }

        return true;
    }

    private void Add(FoundPassage chain)
    {
        List<TokenRun> free = [];
        int first = selected.Count;
        foreach (TokenRun run in chain.Runs)
        {
            int start = 0;
            for (int i = 0; i <= run.Length; i++)
            {
                if (i < run.Length && !leftTaken[run.Left + i] && !rightTaken[run.Right + i])
                {
                    continue;
                }

                if (i > start)
                {
                    TokenRun piece = new(run.Left + start, run.Right + start, i - start);
                    if (free.Count > 0 && !IsGapFree(free[^1], piece))
                    {
                        Close();
                    }

                    free.Add(piece);
                }

                start = i + 1;
            }
        }

        Close();

        // Taken only now: the pieces of one chain do not stand in each other's way.
        for (int i = first; i < selected.Count; i++)
        {
            Take(leftTaken, selected[i].LeftStart, selected[i].LeftEnd);
            Take(rightTaken, selected[i].RightStart, selected[i].RightEnd);
        }

        void Close()
        {
            FoundPassage passage = new(free);
            if (passage.SharedTokens >= leastTokens)
            {
                selected.Add(passage);
            }

            free = [];
        }
    }

    private bool IsGapFree(TokenRun before, TokenRun after) =>
        IsFree(leftTaken, before.LeftEnd, after.Left) && IsFree(rightTaken, before.RightEnd, after.Right);

    private static bool IsFree(BitArray taken, int start, int end)
    {
        for (int token = start; token < end; token++)
        {
            if (taken[token])
            {
                return false;
            }
        }

        return true;
    }

    private static void Take(BitArray taken, int start, int end)
    {
        for (int token = start; token < end; token++)
        {
            taken[token] = true;
        }
    }
}
