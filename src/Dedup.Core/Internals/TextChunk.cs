namespace Dedup.Internals;

/// <summary>A stretch of memory filled with texts, which may move to a file when it is full. Filled by one thread at a time; read by any.</summary>
internal sealed class TextChunk(int capacity)
{
    private volatile byte[]? memory = GC.AllocateUninitializedArray<byte>(capacity);
    private int used;

    /// <summary>Bytes that it takes in memory.</summary>
    internal int Capacity { get; } = capacity;

    /// <summary>The bytes, or null once they stand in the file. Who has got hold of them may read on after that.</summary>
    internal byte[]? Memory => memory;

    /// <summary>Where they stand in the file, once they do.</summary>
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

    /// <summary>Gives the memory back: the content stands in the file from here on.</summary>
    internal void MoveTo(long fileStart)
    {
        FileStart = fileStart;
        memory = null;
    }
}
