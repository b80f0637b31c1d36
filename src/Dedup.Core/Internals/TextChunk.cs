namespace Dedup.Internals;

/// <summary>A stretch of memory filled with texts, which may move to a file when it is full. Filled by one thread at a time; read by any.</summary>
internal sealed class TextChunk(byte[] buffer)
{
    private volatile byte[]? memory = buffer;
    private int used;

    /// <summary>Bytes that it takes in memory.</summary>
    internal int Capacity { get; } = buffer.Length;

    /// <summary>Where the content stands in the file, once it does.</summary>
    internal long FileStart { get; private set; }

    /// <summary>What it holds.</summary>
    internal ReadOnlySpan<byte> Content => memory.AsSpan(0, used);

    internal int Room => Capacity - used;

    /// <summary>Takes in a text for which there is room; returns where it starts.</summary>
    internal int Add(ReadOnlySpan<byte> text)
    {
        int start = used;
        text.CopyTo(memory.AsSpan(start));
        used += text.Length;
        return start;
    }

    /// <summary>Copies from memory; false if the content stands in the file.</summary>
    internal bool TryRead(int start, Span<byte> destination)
    {
        if (memory is not { } held)
        {
            return false;
        }

        held.AsSpan(start, destination.Length).CopyTo(destination);

        // Whoever fills the buffer with other texts has taken it away first: if it is still here, what was copied is right.
        Interlocked.MemoryBarrier();
        return memory is not null;
    }

    /// <summary>Gives the memory away: the content stands in the file from here on.</summary>
    internal byte[] MoveTo(long fileStart)
    {
        byte[] given = memory!;
        FileStart = fileStart;
        memory = null;
        Interlocked.MemoryBarrier();
        return given;
    }
}
