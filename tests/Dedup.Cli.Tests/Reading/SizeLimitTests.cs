using Dedup.Cli.Reading;

namespace Dedup.Cli.Tests.Reading;

/// <summary>The limits on one record, made small.</summary>
public sealed class SizeLimitTests
{
    [Test]
    public void JsonLines_LineOverTheLimit_IsReportedAndTheNextRead()
    {
        List<string> printed = [];
        Problems problems = new(printed.Add);
        List<string> ids = [];
        byte[] lines = System.Text.Encoding.UTF8.GetBytes($"{Sample.Json("a", "x")}\n{Sample.Json("b", Sample.Text(1))}\n{Sample.Json("c", "y")}\n");
        using PeekStream stream = new(new MemoryStream(lines));

        new JsonLinesReader(new FieldNames(), problems, new ReadingLimits(100)).Read(stream, "docs.jsonl", (article, _) => ids.Add(article.Id));

        Assert.That(ids, Is.EqualTo(new[] { "a", "c" }));
        Assert.That(printed, Is.EqualTo(new[] { "docs.jsonl:2: longer than 100 bytes (line skipped)" }));
    }

    [TestCase(1000, true)]
    [TestCase(1001, false)]
    [TestCase(600_000, false)]
    public void TextFile_OverTheLimit_IsReported(int length, bool isRead)
    {
        List<string> printed = [];
        using MemoryStream stream = new([.. Enumerable.Repeat((byte)'a', length)]);

        string? text = new TextFileReader(new Problems(printed.Add), new ReadingLimits(1000)).Read(stream, "a.txt", "a.txt");

        Assert.That(text?.Length, Is.EqualTo(isRead ? length : null));
        Assert.That(printed, isRead ? Is.Empty : Is.EqualTo(new[] { "a.txt: longer than 1,000 bytes (file skipped)" }));
    }
}
