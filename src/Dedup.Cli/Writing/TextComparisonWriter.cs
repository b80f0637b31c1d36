using System.Text;

namespace Dedup.Cli.Writing;

/// <summary>How two texts relate, for people: the verdict, the shares behind it, every shared passage.</summary>
internal sealed class TextComparisonWriter(TextStyle style)
{
    /// <summary>Writes the comparison.</summary>
    /// <param name="stream">Where it goes; flushed when the call returns.</param>
    /// <param name="pair">The result.</param>
    /// <param name="left">The article on the left of the result.</param>
    /// <param name="right">The article on the right of the result.</param>
    public void Write(Stream stream, DuplicatePair pair, Article left, Article right)
    {
        using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        string leftId = SafeText.Clean(left.Id);
        string rightId = SafeText.Clean(right.Id);
        text.WriteLine(style.Relation(pair.Relation, Verdict(pair.Relation, leftId, rightId)));
        text.WriteLine();

        string[] labels = ["Jaccard", $"{leftId} in {rightId}", $"{rightId} in {leftId}"];
        double[] shares = [pair.Jaccard, pair.LeftInRight, pair.RightInLeft];
        int width = labels.Max(static label => label.Length);
        for (int i = 0; i < labels.Length; i++)
        {
            text.WriteLine($"  {labels[i].PadRight(width)}  {Figures.Percent(shares[i]),6}");
        }

        text.WriteLine(style.Faint($"  counted over {Figures.Count(pair.SharedShingles, "shared shingle")} of {Figures.Count(pair.ShingleWidth, "word")}"));
        WritePassages(text, pair, left);
        if (pair.Relation is not (DuplicateRelation.None or DuplicateRelation.Identical))
        {
            text.WriteLine();
            text.WriteLine(style.Faint("Two texts alone cannot show what is boilerplate: a header or disclaimer that many pages carry counts here like any other text."));
        }
    }

    private void WritePassages(StreamWriter text, DuplicatePair pair, Article left)
    {
        text.WriteLine();
        if (pair.Passages.Count == 0)
        {
            text.WriteLine("No shared passage.");
            return;
        }

        text.WriteLine(style.Strong($"{Figures.Count(pair.Passages.Count, "shared passage")}, left is {SafeText.Clean(pair.Left)}"));
        foreach (Passage passage in pair.Passages)
        {
            text.WriteLine($"  {Wording.Place(passage)}:");
            text.WriteLine(style.Faint($"    {Wording.Excerpt(left.Text, passage.LeftStart, passage.LeftLength)}"));
        }
    }

    private static string Verdict(DuplicateRelation relation, string left, string right) => relation switch
    {
        DuplicateRelation.Identical => $"{left} and {right} are identical, letter case, punctuation and spacing aside.",
        DuplicateRelation.NearDuplicate => $"{left} and {right} are near-duplicates.",
        DuplicateRelation.ContainedIn => $"{left} is contained in {right}.",
        DuplicateRelation.SharesPassage => $"{left} and {right} share a passage, but neither repeats the other as a whole.",
        _ => $"{left} and {right} do not repeat each other.",
    };
}
