namespace Dedup.Bench.Data;

/// <summary>A pile of news with few duplicates, as a detector meets it every day: long articles, a fifth of them an edited copy of an earlier one. The same each time.</summary>
/// <remarks>
/// Made to the measure of the pile on which other detectors were timed: four articles of 2 to 6.5 kB, then a copy of one of them with up to 12 % of its words changed, and
/// typographic quotes and dashes in 86 % of the articles, which are therefore not ASCII.
/// </remarks>
internal sealed class FewCopies
{
    private const int CopyEvery = 5;
    private const int FewestWords = 225;
    private const int MostWords = 730;
    private const double TypographicShare = 0.86;
    private const int QuoteEvery = 80;
    private const double MostChanged = 0.12;

    private readonly NewsWriter writer = new(seed: 51);
    private readonly TextEdits edits = new(seed: 52);
    private readonly SeededNumbers numbers = new(53);
    private readonly string[] originals = new string[CopyEvery - 1];
    private int made;

    /// <summary>The next texts; every fifth one repeats one of the four before it.</summary>
    internal IEnumerable<string> Next(int count)
    {
        for (int i = 0; i < count; i++)
        {
            int place = made++ % CopyEvery;
            yield return place == originals.Length
                ? edits.Replace(originals[numbers.Below(originals.Length)], MostChanged * numbers.Share())
                : originals[place] = Original();
        }
    }

    private string Original()
    {
        string text = writer.Article(FewestWords + numbers.Below(MostWords - FewestWords + 1));
        return numbers.Share() < TypographicShare ? Typographic(text) : text;
    }

    /// <summary>Every eightieth word or so stands in quotes, every eightieth comma-to-be is a dash.</summary>
    private string Typographic(string text) => string.Join(' ', text.Split(' ').Select(word => numbers.Below(QuoteEvery) switch
    {
        0 => $"\u201C{word}\u201D",
        1 => $"{word} \u2013",
        2 => $"{word}\u2019s",
        _ => word,
    }));
}
