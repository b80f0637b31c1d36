using System.Globalization;

namespace Dedup.Storage;

/// <summary>Writes a segment: all articles in the order of their slots, then the tables in theirs. One thread at a time.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly PageWriter file;
    private readonly ulong number;
    private readonly int first;
    private readonly int mostProposed;
    private readonly SegmentSlot[] slots;
    private readonly List<KeyTableShape> tables = [];
    private readonly long articles;
    private long slotTable;
    private long textBytes;
    private int present;

    /// <param name="folder">The folder of the index.</param>
    /// <param name="number">The number of the file.</param>
    /// <param name="first">Number of the article in the first slot.</param>
    /// <param name="slotCount">How many slots there are.</param>
    /// <param name="mostProposed">How many entries a key keeps in the tables of which candidates are made.</param>
    internal SegmentWriter(IStorageFolder folder, ulong number, int first, int slotCount, int mostProposed)
    {
        this.number = number;
        this.first = first;
        this.mostProposed = mostProposed;
        slots = new SegmentSlot[slotCount + 1];
        file = new PageWriter(folder.Create(NameOf(number)), number);
        ByteSink header = new();
        header.Write(SegmentShape.Magic);
        header.Write(StoredVersion.Current);
        header.Write(number);
        file.Write(header.Written);
        articles = file.Position;
    }

    internal static string NameOf(ulong number) => number.ToString("D10", CultureInfo.InvariantCulture) + ".segment";

    /// <summary>Adds the article of the next slot, or of one after it.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="record">Its record.</param>
    /// <param name="text">Its text.</param>
    /// <param name="lowHashes">See <see cref="SegmentSlot.LowHashes"/>.</param>
    /// <param name="date">See <see cref="SegmentSlot.Date"/>.</param>
    internal void AddArticle(int slot, ReadOnlySpan<byte> record, ReadOnlySpan<byte> text, byte lowHashes, long date)
    {
        slots[slot] = new SegmentSlot(file.Position - articles, IsPresent: true, lowHashes, date);
        file.Write(record);
        file.Write(text);
        textBytes += text.Length;
        present++;
    }

    /// <summary>Begins the next table; its entries must all be added, and the table ended, before anything else is.</summary>
    /// <param name="most">About how many entries will come, never fewer.</param>
    internal KeyTableWriter BeginTable(long most)
    {
        if (tables.Count == 0)
        {
            WriteSlots();
        }

        SegmentTable table = (SegmentTable)tables.Count;
        return new KeyTableWriter(file, most, SegmentValue.Bits(table, slots.Length - 1), SegmentValue.Cap(table, mostProposed));
    }

    internal void EndTable(KeyTableWriter table) => tables.Add(table.Finish());

    /// <summary>Writes the end and returns once all is durable.</summary>
    internal ManifestSegment Finish(string options)
    {
        SegmentShape shape = new()
        {
            First = first,
            Slots = slots.Length - 1,
            Present = present,
            TextBytes = textBytes,
            Articles = articles,
            SlotTable = slotTable,
            KeyTables = [.. tables],
            Options = options,
        };
        ByteSink sink = new();
        shape.Write(sink);
        sink.Write((uint)sink.Count);
        file.Write(sink.Written);
        return new ManifestSegment(number, file.Finish(), first, slots.Length - 1);
    }

    public void Dispose() => file.Dispose();

    private void WriteSlots()
    {
        slotTable = file.Position;

        // An empty slot starts where the next one does, so that every slot ends where the next one starts.
        long start = slotTable - articles;
        for (int slot = slots.Length - 1; slot >= 0; slot--)
        {
            if (slots[slot].IsPresent)
            {
                start = slots[slot].Start;
            }
            else
            {
                slots[slot] = new SegmentSlot(start, IsPresent: false, 0, SegmentSlot.NoDate);
            }
        }

        Span<byte> bytes = stackalloc byte[SegmentSlot.Bytes];
        foreach (SegmentSlot slot in slots)
        {
            slot.Write(bytes);
            file.Write(bytes);
        }
    }
}
