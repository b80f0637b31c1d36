using System.Text;

namespace Dedup.Bench.Data;

/// <summary>Articles of which some hold an edited passage of others, at known places: what plagiarism looks like to a detector of passages.</summary>
internal sealed class PlantedCorpus
{
    private const int LeastArticleWords = 300;
    private const int MostArticleWords = 1500;

    internal PlantedCorpus(int count, int passageWords, double edits, ulong seed)
    {
        var writer = new NewsWriter(seed);
        var numbers = new SeededNumbers(seed ^ 0x506C616E74);
        var editor = new TextEdits(seed);
        int SomeWords() => LeastArticleWords + numbers.Below(MostArticleWords - LeastArticleWords);

        string[] sources = [.. Enumerable.Range(0, count).Select(_ => writer.Article(SomeWords() + passageWords))];
        List<Article> articles = [.. sources.Select((text, i) => new Article($"{i:D5} source", text))];
        for (int i = 0; i < count; i++)
        {
            // Each target takes from one source, and no source is taken twice, so that a target and its source share nothing else.
            (int start, int length) = Choose(sources[i], passageWords, numbers);
            string passage = Edit(sources[i].Substring(start, length), edits, editor).Trim();
            int words = SomeWords();
            int before = numbers.Below(words);
            var text = new StringBuilder(before == 0 ? "" : writer.Article(before).TrimEnd() + "\n\n");
            int targetStart = text.Length;
            text.Append(passage).Append("\n\n").Append(writer.Article(words - before));
            Planted.Add(new PlantedPassage(i, start, length, count + i, targetStart, passage.Length));
            articles.Add(new Article($"{i:D5} target", text.ToString()));
        }

        Articles = articles;
    }

    internal IReadOnlyList<Article> Articles { get; }

    internal List<PlantedPassage> Planted { get; } = [];

    /// <summary>That share of the words edited: as many replaced as inserted and as deleted.</summary>
    private static string Edit(string text, double share, TextEdits editor) =>
        share == 0 ? text : editor.Replace(editor.Delete(editor.Insert(text, share / 3), share / 3), share / 3);

    /// <summary>Where so many words stand, at a place drawn by chance; from a first letter to a last one.</summary>
    private static (int Start, int Length) Choose(string text, int words, SeededNumbers numbers)
    {
        List<int> starts = [];
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i]) && (i == 0 || char.IsWhiteSpace(text[i - 1])))
            {
                starts.Add(i);
            }
        }

        int first = numbers.Below(starts.Count - words);
        int start = starts[first];
        return (start, text[start..starts[first + words]].TrimEnd().Length);
    }
}
