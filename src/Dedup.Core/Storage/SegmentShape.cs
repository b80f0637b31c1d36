namespace Dedup.Storage;

/// <summary>Where everything lies in the payload of a segment's file; stored at its end. Immutable.</summary>
internal sealed record SegmentShape
{
    /// <summary>"DEDUPSEG" in the order of the bytes.</summary>
    internal const ulong Magic = 0x4745535055444544;

    internal const int Tables = 5;

    /// <summary>Number of the article in the first slot; slot <c>i</c> is that of number <c>First + i</c>.</summary>
    internal required int First { get; init; }

    internal required int Slots { get; init; }

    /// <summary>How many slots hold an article.</summary>
    internal required int Present { get; init; }

    /// <summary>Bytes of all texts, packed.</summary>
    internal required long TextBytes { get; init; }

    internal required long Articles { get; init; }

    internal required long SlotTable { get; init; }

    internal required KeyTableShape[] KeyTables { get; init; }

    /// <summary>The options, as in the manifest: they make a segment readable on its own.</summary>
    internal required string Options { get; init; }

    internal void Write(ByteSink sink)
    {
        sink.Write((uint)First);
        sink.Write((uint)Slots);
        sink.Write((uint)Present);
        sink.Write(TextBytes);
        sink.Write(Articles);
        sink.Write(SlotTable);
        foreach (KeyTableShape table in KeyTables)
        {
            table.Write(sink);
        }

        sink.Write(Options);
    }

    internal static SegmentShape Read(ref ByteSource source)
    {
        int first = (int)source.ReadUInt32();
        int slots = (int)source.ReadUInt32();
        int present = (int)source.ReadUInt32();
        long textBytes = source.ReadInt64();
        long articles = source.ReadInt64();
        long slotTable = source.ReadInt64();
        KeyTableShape[] tables = new KeyTableShape[Tables];
        for (int i = 0; i < Tables; i++)
        {
            tables[i] = KeyTableShape.Read(ref source);
        }

        if (first < 0 || slots < 0 || present < 0 || present > slots || (long)first + slots > int.MaxValue || articles < 0 || slotTable < articles || textBytes < 0 || textBytes > slotTable - articles)
        {
            throw new InvalidDataException("The parts of a segment are out of order.");
        }

        return new SegmentShape
        {
            First = first,
            Slots = slots,
            Present = present,
            TextBytes = textBytes,
            Articles = articles,
            SlotTable = slotTable,
            KeyTables = tables,
            Options = source.ReadString(),
        };
    }
}
