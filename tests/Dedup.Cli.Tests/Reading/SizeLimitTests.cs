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

    [Test]
    public void JsonLines_OneThread_HandsOutEachArticleBeforeTheNextLineIsThere()
    {
        List<string> seen = [];
        List<int> seenWhenAsked = [];

        // PeekStream looks at the first 8 KiB at once, so each line is longer than that.
        using PeekStream stream = new(new Feed(i =>
        {
            seenWhenAsked.Add(seen.Count);
            return i < 5 ? System.Text.Encoding.UTF8.GetBytes(Sample.Json($"{i}", new string('x', 10_000)) + "\n") : [];
        }));

        new JsonLinesReader(new FieldNames(), new Problems(Assert.Fail), new ReadingLimits(), threads: 1).Read(stream, "-", (article, _) => seen.Add(article.Id));

        Assert.That(seen, Is.EqualTo(new[] { "0", "1", "2", "3", "4" }));
        Assert.That(seenWhenAsked, Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5 }), "how many articles had come out when the next line was asked for");
    }

    [Test]
    public void JsonLines_LongLines_AreReadInOneBuffer()
    {
        const int LineBytes = 5_000_000;
        const int Lines = 20;
        byte[] line = System.Text.Encoding.UTF8.GetBytes($$"""{"id":"a","body":"\n{{new string('x', LineBytes)}}","text":"words"}""" + "\n");
        int read = 0;
        using PeekStream stream = new(new Feed(i => i < Lines ? line : []));
        JsonLinesReader reader = new(new FieldNames(), new Problems(Assert.Fail), new ReadingLimits(), threads: 1);

        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(stream, "docs.jsonl", (_, _) => read++);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(read, Is.EqualTo(Lines));
        Assert.That(allocated, Is.LessThan(6L * LineBytes), "the buffer, what it grew from, what stands between two lines, and what is without escapes");
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

    /// <summary>A stream that is still being written: each read gives what has come since.</summary>
    private sealed class Feed(Func<int, byte[]> next) : MemoryStream
    {
        private ReadOnlyMemory<byte> rest;
        private int asked;

        public override int Read(Span<byte> buffer)
        {
            if (rest.Length == 0)
            {
                rest = next(asked++);
            }

            int count = Math.Min(buffer.Length, rest.Length);
            rest.Span[..count].CopyTo(buffer);
            rest = rest[count..];
            return count;
        }
    }
}
