using System.Buffers;
using System.Buffers.Binary;

namespace Dedup.Storage;

/// <summary>An immutable part of an index on disk: some articles in the order they came, and tables to find them by. Thread-safe.</summary>
internal sealed class Segment : IDisposable
{
    private const int HeaderBytes = sizeof(ulong) + sizeof(uint) + sizeof(ulong);
    private readonly PagedFile file;
    private readonly SegmentShape shape;
    private readonly KeyTable[] tables;
    private bool isLent;

    /// <summary>Opens a segment: its first page and its last ones are read, whatever its size.</summary>
    /// <param name="folder">The folder of the index.</param>
    /// <param name="number">Number of its file.</param>
    /// <param name="fileBytes">Length of its file; null when that is not known.</param>
    /// <param name="cache">Where pages are kept.</param>
    /// <exception cref="InvalidDataException">It is damaged there.</exception>
    /// <exception cref="NotSupportedException">A later version wrote it.</exception>
    internal Segment(IStorageFolder folder, ulong number, long? fileBytes, PageCache cache)
    {
        file = new PagedFile(folder, SegmentWriter.NameOf(number), number, fileBytes, cache);
        try
        {
            shape = ReadShape();
            tables = [.. shape.KeyTables.Select(table => new KeyTable(file, table))];
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    internal PagedFile File => file;

    internal SegmentShape Shape => shape;

    internal int First => shape.First;

    internal int Slots => shape.Slots;

    /// <summary>Bytes of the texts, packed.</summary>
    internal long TextBytes => shape.TextBytes;

    internal ManifestSegment Entry => new(file.Number, file.FileBytes, shape.First, shape.Slots);

    internal KeyTable this[SegmentTable table] => tables[(int)table];

    internal bool Covers(int number) => number >= First && number - First < Slots;

    /// <summary>A slot and, as the start of the next one, its end.</summary>
    internal (SegmentSlot Slot, SegmentSlot End) ReadSlot(int slot)
    {
        Span<byte> bytes = stackalloc byte[2 * SegmentSlot.Bytes];
        file.Read(PlaceOf(slot), bytes);
        return (SegmentSlot.Read(bytes), SegmentSlot.Read(bytes[SegmentSlot.Bytes..]));
    }

    /// <summary>What the record of an article says of its text.</summary>
    internal StoredHead ReadHead(int slot)
    {
        Span<byte> bytes = stackalloc byte[StoredRecord.HeadBytes];
        (SegmentSlot start, SegmentSlot end) = ReadSlot(slot);
        bytes = bytes[..Math.Min(bytes.Length, LengthOf(start, end, slot))];
        file.Read(shape.Articles + start.Start, bytes);
        try
        {
            return StoredRecord.ReadHead(bytes, First + slot);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(slot, exception.Message.TrimEnd('.'));
        }
    }

    internal string ReadId(int slot) => Read(slot, isWhole: false, (record, _) => StoredRecord.ReadId(record, First + slot));

    internal Article ReadArticle(int slot) => Read(slot, isWhole: true, (article, date) => StoredRecord.ReadArticle(article, First + slot, date));

    /// <summary>Where the text of an article begins.</summary>
    /// <param name="article">The first bytes of the article.</param>
    /// <param name="slot">Its slot.</param>
    internal int TextStart(ReadOnlySpan<byte> article, int slot)
    {
        try
        {
            return StoredRecord.TextStart(article[..Math.Min(article.Length, StoredRecord.HeadBytes)]);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(slot, exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>All slots in order, read past the cache.</summary>
    internal IEnumerable<(int Slot, SegmentSlot Start, SegmentSlot End)> ReadSlots()
    {
        const int AtOnce = 4096;
        byte[] bytes = new byte[(AtOnce + 1) * SegmentSlot.Bytes];
        for (int done = 0; done < Slots; done += AtOnce)
        {
            int count = Math.Min(AtOnce, Slots - done);
            file.ReadThrough(PlaceOf(done), bytes.AsSpan(0, (count + 1) * SegmentSlot.Bytes));
            for (int i = 0; i < count; i++)
            {
                yield return (done + i, SegmentSlot.Read(bytes.AsSpan(i * SegmentSlot.Bytes)), SegmentSlot.Read(bytes.AsSpan((i + 1) * SegmentSlot.Bytes)));
            }
        }
    }

    /// <summary>Says that what stands in a slot cannot be.</summary>
    internal InvalidDataException Damaged(int slot, string what) => file.Damaged(PlaceOf(slot), $"article {First + slot}: {what}");

    /// <summary>The articles that are wanted, in order. Their texts are read when they are asked for, whatever becomes of the segment.</summary>
    /// <param name="isWanted">Told the number of an article that is there.</param>
    /// <param name="room">Where texts may be held that were read.</param>
    internal IEnumerable<Article> ListArticles(Func<int, bool> isWanted, SegmentText.Room room)
    {
        isLent = true;
        PayloadWindow window = new(file);
        foreach ((int slot, SegmentSlot start, SegmentSlot end) in ReadSlots())
        {
            if (start.IsPresent && isWanted(First + slot))
            {
                yield return ListArticle(window, slot, start, end, room);
            }
        }
    }

    /// <summary>Closes the file; one whose articles were listed is closed when nobody has them any more.</summary>
    public void Dispose()
    {
        if (!isLent)
        {
            file.Dispose();
        }
    }

    private Article ListArticle(PayloadWindow window, int slot, SegmentSlot start, SegmentSlot end, SegmentText.Room room)
    {
        ReadOnlySpan<byte> article = window.Read(shape.Articles + start.Start, LengthOf(start, end, slot));
        int text = Math.Min(article.Length, TextStart(article, slot));
        StoredRecord.Fields fields;
        try
        {
            fields = StoredRecord.ReadFields(article[..text], First + slot, start.Date, article.Length - text);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(slot, exception.Message.TrimEnd('.'));
        }

        return new Article(fields.Id, new SegmentText(file, shape.Articles + start.Start + text, article.Length - text, fields.Form, fields.PlainBytes, room))
        {
            Title = fields.Title,
            Source = fields.Source,
            Date = fields.Date,
        };
    }

    private long PlaceOf(int slot) => shape.SlotTable + (slot * (long)SegmentSlot.Bytes);

    private delegate T ArticleReader<T>(ReadOnlySpan<byte> bytes, long date);

    private T Read<T>(int slot, bool isWhole, ArticleReader<T> read)
    {
        (SegmentSlot start, SegmentSlot end) = ReadSlot(slot);
        int length = LengthOf(start, end, slot);
        if (!isWhole)
        {
            Span<byte> head = stackalloc byte[StoredRecord.HeadBytes];
            head = head[..Math.Min(head.Length, length)];
            file.Read(shape.Articles + start.Start, head);
            length = Math.Min(length, TextStart(head, slot));
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            file.Read(shape.Articles + start.Start, bytes.AsSpan(0, length));
            return read(bytes.AsSpan(0, length), start.Date);
        }
        catch (InvalidDataException exception) when (!exception.Message.StartsWith(file.Path, StringComparison.Ordinal))
        {
            throw Damaged(slot, exception.Message.TrimEnd('.'));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    internal int LengthOf(SegmentSlot start, SegmentSlot end, int slot) =>
        end.Start >= start.Start && end.Start - start.Start <= Array.MaxLength ? (int)(end.Start - start.Start) : throw Damaged(slot, "its slot is out of order");

    private SegmentShape ReadShape()
    {
        if (file.Length < HeaderBytes + sizeof(uint))
        {
            throw file.Damaged(0, "the file is too short");
        }

        Span<byte> bytes = stackalloc byte[HeaderBytes];
        file.Read(0, bytes);
        ByteSource header = new(bytes);
        if (header.ReadUInt64() != SegmentShape.Magic)
        {
            throw file.Damaged(0, "this is no segment");
        }

        StoredVersion.Check(header.ReadUInt32(), file.Path);
        Span<byte> last = bytes[..sizeof(uint)];
        file.Read(file.Length - last.Length, last);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(last);
        if (length > Math.Min(file.Length - HeaderBytes - last.Length, 1 << 24))
        {
            throw file.Damaged(file.Length - 1, "the end of the segment is out of order");
        }

        byte[] footer = new byte[length];
        file.Read(file.Length - last.Length - length, footer);
        try
        {
            ByteSource source = new(footer);
            return SegmentShape.Read(ref source);
        }
        catch (InvalidDataException exception)
        {
            throw file.Damaged(file.Length - 1, exception.Message.TrimEnd('.'));
        }
    }
}
