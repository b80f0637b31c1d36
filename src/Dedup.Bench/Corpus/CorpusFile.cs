using System.Text.Json;
using Dedup.Bench.Data;

namespace Dedup.Bench.Corpus;

/// <summary>Writes a corpus of a wanted size: news of all lengths, of which some are exact copies and some are edited ones.</summary>
internal static class CorpusFile
{
    // One article in eight repeats another: about what crawls of news show, and enough for every stage to have work.
    private const int CopyEvery = 16;

    // So far back lies no copy, so that no copy is made of one and edits do not add up.
    private const int Back = 5;

    private static readonly int[] Lengths = [80, 150, 300, 450, 600, 600, 900, 1_500];

    /// <summary>Writes a new file; whoever asks for it deletes it.</summary>
    /// <returns>The path, and how many articles were made to repeat another.</returns>
    internal static (string Path, int Copies) Write(long bytes)
    {
        string path = Path.Combine(Path.GetTempPath(), $"dedup-corpus-{Guid.NewGuid():N}.jsonl");
        var writer = new NewsWriter(seed: 51);
        var edits = new TextEdits(seed: 52);
        int copies = 0;
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        var recent = new Queue<string>();
        for (int i = 0; file.Position < bytes; i++)
        {
            bool repeats = i % CopyEvery == CopyEvery - 1 || i % CopyEvery == CopyEvery / 2;
            string original = repeats ? recent.Peek() : writer.Article(Lengths[i % Lengths.Length]);
            string text = i % CopyEvery == CopyEvery - 1 ? edits.Replace(original, rate: 0.02) : original;
            copies += repeats ? 1 : 0;
            recent.Enqueue(text);
            if (recent.Count > Back)
            {
                recent.Dequeue();
            }

            JsonSerializer.Serialize(file, new { id = $"{i:D9}", url = $"https://news.example/{i}", text, date = "2026-03-14" });
            file.WriteByte((byte)'\n');
        }

        return (path, copies);
    }
}
