using System.Text;

namespace Dedup.Cli.Writing;

/// <summary>What differs inside a passage, a line for each place, with a few words around it: <c>closes for [-nine-] {+ten+} weeks from Monday</c>. Colours carry the marks on a terminal.</summary>
internal sealed class DifferenceLines(TextStyle style, string left, string right)
{
    private const int ContextUnits = 36;
    private const int MostDifferingUnits = 160;

    // Differences as near as this stand on one line.
    private const int NearUnits = 2 * ContextUnits;

    /// <summary>The lines of a passage, none where it is the same word for word.</summary>
    public IEnumerable<string> Of(ExplainedPassage explained)
    {
        List<PassageDifference> near = [];
        foreach (PassageDifference difference in explained.Differences)
        {
            if (near.Count > 0 && difference.Left.Start - End(near[^1].Left) > NearUnits)
            {
                yield return Line(explained.Passage, near);
                near.Clear();
            }

            near.Add(difference);
        }

        if (near.Count > 0)
        {
            yield return Line(explained.Passage, near);
        }
    }

    private string Line(Passage passage, List<PassageDifference> differences)
    {
        int passageEnd = passage.LeftStart + passage.LeftLength;
        int start = WordStart(Math.Max(passage.LeftStart, differences[0].Left.Start - ContextUnits), passage.LeftStart);
        int end = WordEnd(Math.Min(passageEnd, End(differences[^1].Left) + ContextUnits), passageEnd);
        StringBuilder line = new(start > passage.LeftStart ? "... " : "");
        int at = start;
        foreach (PassageDifference difference in differences)
        {
            line.Append(Plain(left, at, difference.Left.Start - at));
            string removed = style.Removed(Shorten(left, difference.Left));
            string added = style.Added(Shorten(right, difference.Right));
            line.Append(removed).Append(removed.Length > 0 && added.Length > 0 ? " " : "").Append(added);
            line.Append(difference.Left.Length == 0 ? " " : "");
            at = End(difference.Left);
        }

        line.Append(Plain(left, at, end - at)).Append(end < passageEnd ? " ..." : "");
        return line.ToString();
    }

    private static string Shorten(string text, TextRange range) =>
        range.Length <= MostDifferingUnits ? Plain(text, range.Start, range.Length) : Plain(text, range.Start, MostDifferingUnits - 4).TrimEnd() + " ...";

    /// <summary>A stretch of text on one line, harmless to a terminal.</summary>
    private static string Plain(string text, int start, int length)
    {
        StringBuilder plain = new();
        foreach (char unit in SafeText.Clean(text.Substring(start, length)))
        {
            if (!char.IsWhiteSpace(unit))
            {
                plain.Append(unit);
            }
            else if (plain.Length == 0 || plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString();
    }

    // Back to the start of the word, though not far: some scripts have no spaces.
    private int WordStart(int at, int floor)
    {
        int word = at;
        while (word > floor && at - word < ContextUnits && !char.IsWhiteSpace(left[word - 1]))
        {
            word--;
        }

        return word == floor || at - word < ContextUnits ? word : OnWholeCharacter(at);
    }

    private int WordEnd(int at, int ceiling)
    {
        int word = at;
        while (word < ceiling && word - at < ContextUnits && !char.IsWhiteSpace(left[word]))
        {
            word++;
        }

        return word == ceiling || word - at < ContextUnits ? word : OnWholeCharacter(at);
    }

    private int OnWholeCharacter(int at) => at > 0 && at < left.Length && char.IsLowSurrogate(left[at]) ? at - 1 : at;

    private static int End(TextRange range) => range.Start + range.Length;
}
