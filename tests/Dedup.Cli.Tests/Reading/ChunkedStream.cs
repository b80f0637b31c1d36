namespace Dedup.Cli.Tests.Reading;

/// <summary>Gives fewer bytes than it is asked for, as pipes do.</summary>
internal sealed class ChunkedStream(byte[] bytes, Random random) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, random.Next(1, 50_000)));
}
