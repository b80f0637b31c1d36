using Dedup.Cli.Reading;

namespace Dedup.Cli.Tests.Reading;

public sealed class PeekStreamTests
{
    [TestCase(0), TestCase(1), TestCase(PeekStream.HeadBytes - 1), TestCase(PeekStream.HeadBytes), TestCase(PeekStream.HeadBytes + 1), TestCase(100_000)]
    public void Read_AfterPeekAndSkip_GivesTheRest(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        using PeekStream stream = new(new MemoryStream(bytes));
        int skip = Math.Min(3, length);

        Assert.That(stream.Peek().ToArray(), Is.EqualTo(bytes[..Math.Min(length, PeekStream.HeadBytes)]));
        stream.Skip(skip);
        Assert.That(stream.Peek().ToArray(), Is.EqualTo(bytes[skip..Math.Min(length, PeekStream.HeadBytes)]));
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        Assert.That(copy.ToArray(), Is.EqualTo(bytes[skip..]));
    }

    [Test]
    public void Read_FailureInsideTheHead_ComesAfterWhatWasReadBefore()
    {
        using PeekStream stream = new(new FailingStream([1, 2, 3]));

        Assert.That(stream.Peek().ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        byte[] buffer = new byte[10];
        Assert.That(stream.Read(buffer, 0, 10), Is.EqualTo(3));
        Assert.That(() => stream.Read(buffer, 0, 10), Throws.TypeOf<InvalidDataException>());
    }

    private sealed class FailingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => Position < Length ? base.Read(buffer, offset, count) : throw new InvalidDataException();
    }
}
