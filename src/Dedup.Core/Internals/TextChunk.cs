namespace Dedup.Internals;

/// <summary>A stretch of memory filled with texts, which may move to a file when it is full. Room is taken by one thread at a time; filled and read by any.</summary>
internal sealed class TextChunk(byte[] buffer)
{
    private volatile byte[]? memory = buffer;
    private int used;
    private int writers;

    /// <summary>Bytes that it takes in memory.</summary>
    internal int Capacity { get; } = buffer.Length;

    /// <summary>Where the content stands in the file, once it does.</summary>
    internal long FileStart { get; private set; }

    internal int Room => Capacity - used;

    /// <summary>Takes room for a text, which has to be written next; returns where it starts.</summary>
    internal int Reserve(int count)
    {
        Interlocked.Increment(ref writers);
        int start = used;
        used += count;
        return start;
    }

    /// <summary>Takes in a text where room was taken for it.</summary>
    internal void Write(ReadOnlySpan<byte> text, int start)
    {
        text.CopyTo(memory.AsSpan(start));
        Interlocked.Decrement(ref writers);
    }

    /// <summary>What it holds, once all that has room there is written. To be asked when nobody takes room any more.</summary>
    internal ReadOnlySpan<byte> Content()
    {
        SpinWait wait = default;
        while (Volatile.Read(ref writers) > 0)
        {
            wait.SpinOnce();
        }

        return memory.AsSpan(0, used);
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
