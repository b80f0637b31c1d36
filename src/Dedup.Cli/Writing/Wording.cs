using System.Text;

namespace Dedup.Cli.Writing;

/// <summary>How results are put into words for people.</summary>
internal static class Wording
{
    private const int ExcerptUnits = 72;

    /// <summary>"all", "none" or a percentage.</summary>
    public static string Share(double share) => share switch
    {
        >= 1 => "all",
        <= 0 => "none",
        _ => Figures.Percent(share),
    };

    /// <summary>A relation in words.</summary>
    public static string Relation(DuplicateRelation relation) => relation switch
    {
        DuplicateRelation.Identical => "identical",
        DuplicateRelation.NearDuplicate => "near-duplicate",
        DuplicateRelation.ContainedIn => "contained in",
        DuplicateRelation.SharesPassage => "shares passage",
        _ => "unrelated",
    };

    /// <summary>A relation as it follows a number of pairs.</summary>
    public static string RelationOfPair(DuplicateRelation relation) => relation switch
    {
        DuplicateRelation.ContainedIn => "with one contained in the other",
        DuplicateRelation.SharesPassage => "sharing a passage",
        _ => Relation(relation),
    };

    /// <summary>Where a passage stands on both sides and how long it is.</summary>
    public static string Place(Passage passage)
    {
        string length = passage.LeftLength == passage.RightLength
            ? Figures.Count(passage.LeftLength, "character")
            : $"{Figures.Count(passage.LeftLength, "character")} ({Figures.Number(passage.RightLength)} on the right)";
        return $"{length} at {Figures.Number(passage.LeftStart)} on the left, {Figures.Number(passage.RightStart)} on the right";
    }

    /// <summary>The passage with the most text.</summary>
    public static Passage Longest(IReadOnlyList<Passage> passages) => passages.MaxBy(static passage => passage.LeftLength);

    /// <summary>The beginning of a passage in quotation marks on one line, harmless to a terminal.</summary>
    public static string Excerpt(string text, int start, int length)
    {
        // White space and control characters shrink away below; a little more than is shown is enough to start from.
        ReadOnlySpan<char> passage = text.AsSpan(start, length);
        string clean = SafeText.Clean(passage[..Math.Min(length, 8 * ExcerptUnits)].ToString());
        StringBuilder line = new();
        foreach (Rune rune in clean.EnumerateRunes())
        {
            if (line.Length >= ExcerptUnits)
            {
                return $"\"{CutAtWord(line.ToString())} ...\"";
            }

            if (!Rune.IsWhiteSpace(rune))
            {
                line.Append(rune.ToString());
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return length > 8 * ExcerptUnits ? $"\"{line.ToString().TrimEnd()} ...\"" : $"\"{line.ToString().TrimEnd()}\"";
    }

    private static string CutAtWord(string line)
    {
        int space = line.LastIndexOf(' ');
        return space > ExcerptUnits / 2 ? line[..space] : line;
    }
}
