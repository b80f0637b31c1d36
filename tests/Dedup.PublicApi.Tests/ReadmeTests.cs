using NUnit.Framework;

namespace Dedup.PublicApi.Tests;

/// <summary>The C# examples of the README and of docs/report.md are the bodies of these tests, so an example that does not run cannot stand there.</summary>
[SetCulture("")]
public sealed class ReadmeTests
{
    private const string Bridge = """
        The old harbour bridge will close for nine weeks from Monday while engineers replace the bearings that let the deck swing open for ships,
        the port authority said. Buses will run every ten minutes through the tunnel, and the ferry will carry bicycles free of charge.
        """;

    private const string Library = """
        The town library will open on Sundays from next month after readers collected four thousand signatures. Two new librarians start in May, paid for by
        a fund that the old bookbinder left to the town, and the reading room on the second floor gets its piano back.
        """;

    private const string Weather = """
        Rain moves in from the west tonight and clears by noon, with a fresh wind along the coast and a high of fourteen degrees. The weekend
        stays dry and mostly sunny, and the first frost of the season is possible in the upper valleys early on Monday.
        """;

    [Test]
    public void Batch_Example_PrintsWhatTheReadmeSays()
    {
        using StringWriter output = new();
        #region batch
        Article[] articles =
        [
            new("agency", Bridge),
            new("daily", Bridge.Replace("nine weeks", "ten weeks")),
            new("digest", Library + " " + Bridge + " " + Weather),
            new("weather", Weather),
        ];
        DedupReport report = Deduplicator.Run(articles);
        foreach (DuplicatePair pair in report.Pairs)
        {
            output.WriteLine($"{pair.Left} {pair.Relation} {pair.Right}, Jaccard {pair.Jaccard:F2}, {pair.LeftInRight:F2} of the left one");
        }
        #endregion
        CheckAgainst("README.md", "batch", output.ToString());
    }

    [Test]
    public void Stream_Example_PrintsWhatTheReadmeSays()
    {
        using StringWriter output = new();
        #region stream
        using DuplicateIndex index = DuplicateIndex.InMemory();
        index.Add(new Article("agency", Bridge));
        foreach (DuplicateMatch match in index.Find(new Article("daily", Bridge.Replace("nine weeks", "ten weeks"))))
        {
            output.WriteLine($"seen before: {match.Id}, {match.Relation}, Jaccard {match.Jaccard:F2}");
        }
        #endregion
        CheckAgainst("README.md", "stream", output.ToString());
    }

    [Test]
    public void Explain_Example_PrintsWhatThePageOfTheReportSays()
    {
        using StringWriter output = new();
        #region explain
        PairExplanation explanation = Deduplicator.Explain(new("agency", Bridge), new("daily", Bridge.Replace("nine weeks", "ten weeks")));
        foreach (ExplainedPassage passage in explanation.Passages)
        {
            output.WriteLine($"{passage.Passage.SharedTokens} words in common, {passage.Similarity:F3} alike");
            foreach (PassageDifference difference in passage.Differences)
            {
                string old = explanation.Left.Text.Substring(difference.Left.Start, difference.Left.Length);
                string edited = explanation.Right.Text.Substring(difference.Right.Start, difference.Right.Length);
                output.WriteLine($"  \"{old}\" in one, \"{edited}\" in the other");
            }
        }
        #endregion
        CheckAgainst("docs/report.md", "explain", output.ToString());
    }

    /// <summary>The region's code stands in the document as it is (with Console for output), followed by what it prints.</summary>
    private static void CheckAgainst(string document, string region, string printed)
    {
        string source = File.ReadAllText(Path.Combine(Checkout.Root, "tests", "Dedup.PublicApi.Tests", "ReadmeTests.cs")).ReplaceLineEndings("\n");
        int start = source.IndexOf($"#region {region}\n", StringComparison.Ordinal) + $"#region {region}\n".Length;
        string body = source[start..source.IndexOf("        #endregion", start, StringComparison.Ordinal)];
        string code = string.Join('\n', body.TrimEnd().Split('\n').Select(line => line.Length > 8 ? line[8..] : line)).Replace("output.", "Console.", StringComparison.Ordinal);
        string shown = File.ReadAllText(Path.Combine(Checkout.Root, document)).ReplaceLineEndings("\n");
        Assert.That(shown, Does.Contain($"{code}\n```\n\n```text\n{printed.ReplaceLineEndings("\n").TrimEnd()}\n```"), $"{document} must show the {region} example and its output; the code is:\n{code}\nand it prints:\n{printed}");
    }
}
