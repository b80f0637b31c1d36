using System.Globalization;

namespace Dedup.Storage;

/// <summary>Writes a segment: all texts, then all records, both in the order of their slots, then the tables in theirs. One thread at a time.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly PageWriter file;
    private readonly ulong number;
    private readonly int first;
    private readonly SegmentSlot[] slots;
    private readonly List<KeyTableShape> tables = [];
    private readonly long texts;
    private long records = -1;
    private int present;

    internal SegmentWriter(IStorageFolder folder, ulong number, int first, int slotCount)
    {
        this.number = number;
        this.first = first;
        slots = new SegmentSlot[slotCount + 1];
        file = new PageWriter(folder.Create(NameOf(number)), number);
        ByteSink header = new();
        header.Write(SegmentShape.Magic);
        header.Write(StoredVersion.Current);
        header.Write(number);
        file.Write(header.Written);
        texts = file.Position;
    }

    internal static string NameOf(ulong number) => number.ToString("D10", CultureInfo.InvariantCulture) + ".segment";

    /// <summary>Adds the text of the next slot, or of one after it.</summary>
    internal void AddText(int slot, ReadOnlySpan<byte> text)
    {
        slots[slot] = new SegmentSlot(0, file.Position - texts, IsPresent: true, 0, SegmentSlot.NoDate);
        file.Write(text);
    }

    /// <summary>Adds the record of the next slot that has a text.</summary>
    internal void AddRecord(int slot, ReadOnlySpan<byte> record, byte lowHashes, long date)
    {
        EndTexts();
        slots[slot] = slots[slot] with { Record = file.Position - records, LowHashes = lowHashes, Date = date };
        file.Write(record);
        present++;
    }

    /// <summary>Adds the next table.</summary>
    /// <param name="most">About how many entries will come, never fewer.</param>
    /// <param name="mostPerKey">How many entries a key keeps.</param>
    /// <param name="entries">Keys and slots, in order.</param>
    internal void AddTable(long most, int mostPerKey, IEnumerable<(ulong Key, int Slot)> entries)
    {
        if (tables.Count == 0)
        {
            WriteSlots();
        }

        KeyTableWriter table = new(file, most, slots.Length - 1, mostPerKey);
        foreach ((ulong key, int slot) in entries)
        {
            table.Add(key, slot);
        }

        tables.Add(table.Finish());
    }

    /// <summary>Writes the end and returns once all is durable.</summary>
    internal ManifestSegment Finish(string options)
    {
        SegmentShape shape = new()
        {
            First = first,
            Slots = slots.Length - 1,
            Present = present,
            Texts = texts,
            Records = records,
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

    private long slotTable;

    private void EndTexts()
    {
        if (records < 0)
        {
            records = file.Position;
        }
    }

    private void WriteSlots()
    {
        EndTexts();
        slotTable = file.Position;

        // An empty slot starts where the next one does, so that every slot ends where the next one starts.
        (long record, long text) = (slotTable - records, records - texts);
        for (int slot = slots.Length - 1; slot >= 0; slot--)
        {
            if (slots[slot].IsPresent)
            {
                (record, text) = (slots[slot].Record, slots[slot].Text);
            }
            else
            {
                slots[slot] = new SegmentSlot(record, text, IsPresent: false, 0, SegmentSlot.NoDate);
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
