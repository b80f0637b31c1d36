using System.Runtime.ExceptionServices;

namespace Dedup.Cli.Reading;

/// <summary>A stream whose first bytes can be looked at before they are read, also when it cannot seek.</summary>
internal sealed class PeekStream(Stream inner) : ReadOnlyStream(inner)
{
    public const int HeadBytes = 8 * 1024;

    private readonly byte[] head = new byte[HeadBytes];
    private int start;
    private int end;
    private bool isHeadRead;
    private ExceptionDispatchInfo? failure;

    /// <summary>Bytes taken from the inner stream so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Where in the inner stream, as it was handed over, the next byte stands that <see cref="Read"/> gives.</summary>
    public long Offset => BytesRead - (end - start);

    /// <summary>The first 8 KiB, or all there is or can be read, or a line and more of what starts with {, less what was skipped or read. Where it ends for an error, that is thrown by the read that gets there.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        if (!isHeadRead)
        {
            isHeadRead = true;
            ReadHead();
        }

        return head.AsSpan(start, end - start);
    }

    /// <summary>Passes over bytes that <see cref="Peek"/> has shown.</summary>
    public void Skip(int count) => start += count;

    public override int Read(Span<byte> buffer)
    {
        if (start >= end)
        {
            failure?.Throw();
            int read = Inner.Read(buffer);
            BytesRead += read;
            return read;
        }

        int count = Math.Min(buffer.Length, end - start);
        head.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    private void ReadHead()
    {
        try
        {
            int count;
            while (end < head.Length && !HasObjectLine(head.AsSpan(0, end)) && (count = Inner.Read(head.AsSpan(end))) > 0)
            {
                end += count;
                BytesRead += count;
            }
        }
        catch (Exception exception) when (InputError.Is(exception))
        {
            // What came before the damage is of use: the first lines of a gzip file that was cut off.
            failure = ExceptionDispatchInfo.Capture(exception);
        }
    }

    // A feed may stay open for hours after its first article, and whoever wrote that waits for an answer.
    private static bool HasObjectLine(ReadOnlySpan<byte> head) => head.TrimStart(" \t\r\n"u8) is [(byte)'{', .. var rest] && rest.Contains((byte)'\n');
}
