using System.Text;

namespace Dedup.Cli.Writing;

/// <summary>How two texts relate, for people: the verdict, the shares behind it, the shared passages and what differs in them.</summary>
internal sealed class TextComparisonWriter(TextStyle style)
{
    private const int ShownPassages = 20;
    private const int ShownDifferences = 8;

    /// <summary>Writes the comparison.</summary>
    /// <param name="stream">Where it goes; flushed when the call returns.</param>
    /// <param name="explanation">The result.</param>
    public void Write(Stream stream, PairExplanation explanation)
    {
        DuplicatePair pair = explanation.Pair;
        using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        string leftId = SafeText.Clean(pair.Left);
        string rightId = SafeText.Clean(pair.Right);
        text.WriteLine(style.Relation(pair.Relation, Verdict(pair, leftId, rightId)));
        text.WriteLine();

        string[] labels = ["Jaccard", $"{leftId} in {rightId}", $"{rightId} in {leftId}"];
        double[] shares = [pair.Jaccard, pair.LeftInRight, pair.RightInLeft];
        int width = labels.Max(static label => label.Length);
        for (int i = 0; i < labels.Length; i++)
        {
            text.WriteLine($"  {labels[i].PadRight(width)}  {Figures.Percent(shares[i]),6}");
        }

        text.WriteLine(style.Faint($"  counted over {Basis(pair)}"));
        WritePassages(text, explanation);
        if (Doubt(explanation.Background) is { } doubt)
        {
            text.WriteLine();
            text.WriteLine(style.Faint(doubt));
        }
    }

    private void WritePassages(StreamWriter text, PairExplanation explanation)
    {
        text.WriteLine();
        if (explanation.Passages.Count == 0)
        {
            text.WriteLine("No shared passage.");
            return;
        }

        text.WriteLine(style.Strong($"{Figures.Count(explanation.Passages.Count, "shared passage")}, left is {SafeText.Clean(explanation.Left.Id)}"));
        DifferenceLines differences = new(style, explanation.Left.Text, explanation.Right.Text);
        foreach (ExplainedPassage passage in explanation.Passages.Take(ShownPassages))
        {
            string alike = passage.Differences.Count == 0 ? "word for word" : $"{Figures.Percent(passage.Similarity)} alike";
            text.WriteLine($"  {Wording.Place(passage.Passage)}, {alike}:");
            text.WriteLine(style.Faint($"    {Wording.Excerpt(explanation.Left.Text, passage.Passage.LeftStart, passage.Passage.LeftLength)}"));
            WriteDifferences(text, [.. differences.Of(passage)]);
        }

        WriteOmitted(text, explanation.Passages.Count - ShownPassages, "passage", "  ");
    }

    private void WriteDifferences(StreamWriter text, string[] lines)
    {
        foreach (string line in lines.Take(ShownDifferences))
        {
            text.WriteLine($"      {line}");
        }

        WriteOmitted(text, lines.Length - ShownDifferences, "place", "      ");
    }

    private void WriteOmitted(StreamWriter text, int omitted, string what, string indent)
    {
        if (omitted > 0)
        {
            text.WriteLine(style.Faint($"{indent}... and {Figures.Count(omitted, $"more {what}")} (--html FILE shows all)"));
        }
    }

    private static string? Doubt(BackgroundCheck check) => check switch
    {
        BackgroundCheck.Missing => "Two texts alone cannot show whether what they share is a form or header that many others carry: --background PATH... counts it.",
        BackgroundCheck.Kept => "Counted over the background: what they share is no form or header that many others carry.",
        BackgroundCheck.Dropped => "Counted over the background: what they share is a form, header or stock phrase that many others carry.",
        BackgroundCheck.Form => "They are one form filled with other figures: hardly anything else differs.",
        _ => null,
    };

    // How many characters make a shingle depends on the script and is no single number.
    private static string Basis(DuplicatePair pair) => pair.ShingleWidth == 1
        ? $"{Figures.Count(pair.SharedShingles, "shared word")}, or pairs of characters where no spaces stand"
        : $"{Figures.Count(pair.SharedShingles, "shared shingle")} of {Figures.Count(pair.ShingleWidth, "word")}, or of characters where no spaces stand";

    private static string Verdict(DuplicatePair pair, string left, string right) => pair.Relation switch
    {
        DuplicateRelation.None when pair.TooShort => $"Too short to say: {left} and {right} are not identical, but one has fewer than four words.",
        DuplicateRelation.Identical => $"{left} and {right} are identical, letter case, punctuation and spacing aside.",
        DuplicateRelation.NearDuplicate => $"{left} and {right} are near-duplicates.",
        DuplicateRelation.ContainedIn => $"{left} is contained in {right}.",
        DuplicateRelation.SharesPassage => $"{left} and {right} share a passage, but neither repeats the other as a whole.",
        _ => $"{left} and {right} do not repeat each other.",
    };
}
