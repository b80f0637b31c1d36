using System.Globalization;
using System.Text.Json;

namespace Dedup.Cli.Tests;

/// <summary>What a run tells about itself: <c>--stats</c> and <c>--estimate-recall</c>.</summary>
public sealed class MeasuringTests : ToolFixture
{
    private static readonly string[] StageNames =
        ["reading", "signing", "findingCandidates", "verifying", "counting", "clustering", "listing", "estimatingRecall", "writing", "other"];

    private void WritePile() => Folder.WriteLines("docs.jsonl", Enumerable.Range(0, 200).Select(i => Sample.Json($"{i:D3}", i % 2 == 0 ? Sample.Text(i / 2) : Sample.Edited(i / 2))));

    [Test]
    public void Stats_Jsonl_StagesAddUpToTheWhole()
    {
        WritePile();

        ToolResult result = Dedup("scan", "docs.jsonl", "--stats", "--estimate-recall", "-q", "--format", "jsonl");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.ErrorLines, Has.Length.EqualTo(2), result.Error);
        JsonElement stats = JsonDocument.Parse(result.ErrorLines[0]).RootElement.GetProperty("stats");
        JsonElement[] stages = [.. stats.GetProperty("stages").EnumerateArray()];
        Assert.That(stages.Select(stage => stage.GetProperty("stage").GetString()), Is.EqualTo(StageNames));
        Assert.That(stages.Sum(stage => stage.GetProperty("share").GetDecimal()), Is.EqualTo(1m));
        Assert.That(stages.Sum(stage => stage.GetProperty("seconds").GetDouble()), Is.EqualTo(stats.GetProperty("seconds").GetDouble()).Within(0.0001));
        Assert.That(stages.Select(stage => stage.GetProperty("seconds").GetDouble()), Has.All.GreaterThanOrEqualTo(0));
        Assert.That(stages[0].GetProperty("articles").GetInt32(), Is.EqualTo(200));
        Assert.That(stages[0].GetProperty("bytes").GetInt64(), Is.EqualTo(new FileInfo(Path.Combine(Folder.Path, "docs.jsonl")).Length), "JSON included");
        Assert.That(stages[8].GetProperty("pairs").GetInt32(), Is.EqualTo(result.OutputLines.Length));
        Assert.That(stats.GetProperty("tokens").GetInt32(), Is.EqualTo(200 * 120));
        Assert.That(stats.GetProperty("signatureBytes").GetInt32(), Is.Zero, "sketches propose what is long enough to shingle");
        Assert.That(stats.GetProperty("sketchBytes").GetInt32(), Is.GreaterThan(200 * 24 * 6));
        Assert.That(stats.GetProperty("indexBytesPerArticle").GetInt32(), Is.InRange(200, 500));
        if (OperatingSystem.IsLinux())
        {
            Assert.That(stats.GetProperty("peakBytes").GetInt64(), Is.InRange(10_000_000, 2_000_000_000));
        }
    }

    [TestCase("text")]
    [TestCase("csv")]
    public void Stats_ForPeople_IsATableWhoseSharesAreAHundredPercent(string format)
    {
        WritePile();

        ToolResult result = Dedup("scan", "docs.jsonl", "--stats", "--format", format, "-q");

        string[] rows = [.. result.ErrorLines.Where(line => line.Contains('%'))];
        Assert.That(rows, Has.Length.EqualTo(StageNames.Length), "no line for the recall that was not asked for, but one for the whole: " + result);
        decimal[] shares = [.. rows.Select(row => decimal.Parse(row[..row.IndexOf('%')].Split(' ')[^1], CultureInfo.InvariantCulture))];
        Assert.That(shares[..^1].Sum(), Is.EqualTo(100m));
        Assert.That(shares[^1], Is.EqualTo(100m));
        Assert.That(rows[0], Does.Match(@"^  reading  +[\d.]+ +[\d.]+% +200 articles +[\d,]+ +[\d.,]+$"));
        Assert.That(rows[^1], Does.StartWith("  whole run "));
        Assert.That(result.Error, Does.Contain("200 articles, 24,000 words, 0.2 MB of text\n"));
        Assert.That(result.Error, Does.Match(@"\nindex: [\d,]+ bytes per article \(signatures 0, sketches \d+, tables [\d,]+\)\n"));
        Assert.That(result.Error, Does.Match(@"\npeak memory: ([\d.,]+ MB|unknown)\n$"));
    }

    [TestCase("jsonl")]
    [TestCase("csv")]
    [TestCase("text")]
    public void Measuring_ChangesNoResult(string format)
    {
        WritePile();

        ToolResult plain = Dedup("scan", "docs.jsonl", "--format", format, "-q");
        ToolResult measured = Dedup("scan", "docs.jsonl", "--format", format, "-q", "--stats", "--estimate-recall", "50");

        Assert.That(measured.Output, Is.EqualTo(plain.Output));
        Assert.That(measured.ExitCode, Is.Zero);
        Assert.That(plain.Error, Is.Empty);
    }

    [Test]
    public void Stats_NothingToRead_IsATableOfNothing()
    {
        ToolResult result = Dedup("scan", ".", "--stats", "--estimate-recall", "--format", "csv", "-q");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Error, Does.Contain("0 articles, 0 words, 0.0 MB of text\n").And.Contain("index: 0 bytes per article"));
        Assert.That(result.Error, Does.Match(@"\n  all +0 +0 +- +- +0 +0\n"));
    }

    [Test]
    public void EstimateRecall_Jsonl_HasEveryBandAndItsInterval()
    {
        WritePile();

        ToolResult result = Dedup("scan", "docs.jsonl", "--estimate-recall", "60", "-q", "--format", "jsonl", "--threads", "2");

        JsonElement recall = JsonDocument.Parse(result.ErrorLines.Single()).RootElement.GetProperty("recall");
        JsonElement[] bands = [.. recall.GetProperty("bands").EnumerateArray()];
        Assert.That(recall.GetProperty("sampledArticles").GetInt32(), Is.EqualTo(60));
        Assert.That(recall.GetProperty("isComplete").GetBoolean(), Is.False);
        Assert.That(bands.Select(band => band.GetProperty("leastJaccard").GetDouble()), Is.EqualTo(new[] { 0.5, 0.6, 0.7, 0.8, 0.9, 0.5, 0 }));
        Assert.That(bands.Select(band => band.GetProperty("relation").GetString()).Distinct(), Is.EqualTo(new[] { "nearDuplicate", "containedIn" }));
        int pairs = recall.GetProperty("pairs").GetInt32();
        Assert.That(bands.Sum(band => band.GetProperty("pairs").GetInt32()), Is.EqualTo(pairs).And.InRange(30, 60), "each article of the sample has one pair");
        Assert.That(recall.GetProperty("found").GetInt32(), Is.EqualTo(pairs));
        Assert.That(recall.GetProperty("recall").GetDouble(), Is.EqualTo(1));
        Assert.That(recall.GetProperty("low").GetDouble(), Is.EqualTo(pairs / (pairs + (1.96 * 1.96))).Within(0.0001), "Wilson's lower end when all were found");
        Assert.That(recall.GetProperty("missed").GetArrayLength(), Is.Zero);
        Assert.That(Dedup("scan", "docs.jsonl", "--estimate-recall", "60", "-q", "--format", "jsonl", "--threads", "1").Error, Is.EqualTo(result.Error));
    }

    /// <summary>One story stands in forty pages, more than a posting list proposes: what is missed is named, in the table the first five.</summary>
    [Test]
    public void EstimateRecall_MissedPairs_AreNamed()
    {
        Folder.WriteLines("docs.jsonl", Enumerable.Range(0, 40).Select(i => Sample.Json($"\e[31m{i:D2}", $"{Sample.Text(1)} {Sample.Text(100 + i, 20)}")));

        ToolResult json = Dedup("scan", "docs.jsonl", "--detect", "containment", "--estimate-recall", "-q", "--format", "jsonl");
        ToolResult table = Dedup("scan", "docs.jsonl", "--detect", "containment", "--estimate-recall", "-q", "--format", "csv");

        JsonElement recall = JsonDocument.Parse(json.ErrorLines.Single()).RootElement.GetProperty("recall");
        Assert.That(recall.GetProperty("isComplete").GetBoolean(), Is.True);
        Assert.That(recall.GetProperty("pairs").GetInt32(), Is.EqualTo(40 * 39 / 2));
        int missed = recall.GetProperty("pairs").GetInt32() - recall.GetProperty("found").GetInt32();
        JsonElement[] named = [.. recall.GetProperty("missed").EnumerateArray()];
        Assert.That(missed, Is.Positive);
        Assert.That(named, Has.Length.InRange(1, missed));
        Assert.That(named[0].GetProperty("relation").GetString(), Is.EqualTo("containedIn"));
        Assert.That(named[0].GetProperty("left").GetString(), Does.StartWith("\e[31m"));
        Assert.That(Math.Max(named[0].GetProperty("leftInRight").GetDouble(), named[0].GetProperty("rightInLeft").GetDouble()), Is.GreaterThanOrEqualTo(0.8));
        Assert.That(json.Error + table.Error, Does.Not.Contain('\e'), "an id cannot recolour a terminal");
        Assert.That(table.ErrorLines.Count(line => line.StartsWith("missed: contained in, Jaccard ", StringComparison.Ordinal)), Is.EqualTo(5));
        Assert.That(table.Error, Does.EndWith("... and more (--format jsonl lists them)\n"));
    }

    [TestCase("scan . --estimate-recall 0", "--estimate-recall must be 1 or more, not 0")]
    [TestCase("scan . --estimate-recall -5", "--estimate-recall must be a non-negative value, not -5")]
    [TestCase("scan . --estimate-recall 1000001", "--estimate-recall must be less than or equal to '1000000', not 1000001")]
    [TestCase("scan --estimate-recall .", "--estimate-recall takes a whole number or nothing (paths go before it), not \".\"")]
    [TestCase("scan . --detect passages --estimate-recall", "--estimate-recall measures the recall of resemblance and containment, and --detect asks for neither")]
    public void EstimateRecall_WhatCannotBeDone_IsOneLine(string commandLine, string message)
    {
        ToolResult result = Dedup(commandLine.Split(' '));

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(result.Error, Does.StartWith("dedup: " + message));
    }
}
