namespace Dedup.Storage;

/// <summary>An article as bytes: its record, and after it its text. What else an index knows of the article is made of the text anew, at less cost than reading it from a disk. Holds no state.</summary>
internal static class StoredRecord
{
    /// <summary>A record begins with its length, and with what says which family it belongs to; both lie within so many bytes.</summary>
    internal const int HeadBytes = 40;

    private const byte HasTokens = 1;
    private const byte IsCopy = 2;
    private const byte HasTitle = 4;
    private const byte HasSource = 8;
    private const byte HasDate = 16;
    private const byte IsPacked = 32;
    private const byte IsUtf16 = 64;

    // Offsets lie within 14 hours on either side; this makes them positive.
    private const int DayMinutes = 24 * 60;

    /// <summary>Writes the record; the text follows.</summary>
    internal static void Write(ByteSink sink, int number, Article article, StoredHead head, StoredText.Form form, int plainBytes)
    {
        ByteSink record = new();
        record.Write((byte)(
            (head.Family == StoredHead.None ? 0 : HasTokens)
            | (head.Family == StoredHead.None || head.Family == number ? 0 : IsCopy)
            | (article.Title is null ? 0 : HasTitle)
            | (article.Source is null ? 0 : HasSource)
            | (article.Date is null ? 0 : HasDate)
            | (form.HasFlag(StoredText.Form.Packed) ? IsPacked : 0)
            | (form.HasFlag(StoredText.Form.Utf16) ? IsUtf16 : 0)));
        if (head.Family != StoredHead.None)
        {
            record.WriteShort(head.TokenCount);
            record.Write(head.Content.First);
            record.Write(head.Content.Second);
            if (head.Family != number)
            {
                record.WriteShort(number - head.Family);
            }
        }

        record.Write(article.Id);
        if (article.Title is not null)
        {
            record.Write(article.Title);
        }

        if (article.Source is not null)
        {
            record.Write(article.Source);
        }

        if (article.Date is { } date)
        {
            record.WriteShort((long)date.Offset.TotalMinutes + DayMinutes);
        }

        if (form.HasFlag(StoredText.Form.Packed))
        {
            record.WriteShort(plainBytes);
        }

        sink.WriteShort(record.Count);
        sink.Write(record.Written);
    }

    /// <summary>Where the text begins.</summary>
    /// <param name="bytes">The first <see cref="HeadBytes"/> of the article, or all of it where it has fewer.</param>
    internal static int TextStart(ReadOnlySpan<byte> bytes)
    {
        ByteSource source = new(bytes);
        long length = source.ReadShort();
        return length <= int.MaxValue - HeadBytes ? (int)length + bytes.Length - source.Left : throw new InvalidDataException("A record is too long.");
    }

    /// <summary>What it says of the text.</summary>
    /// <param name="bytes">As for <see cref="TextStart"/>.</param>
    /// <param name="number">The article's number.</param>
    internal static StoredHead ReadHead(ReadOnlySpan<byte> bytes, int number)
    {
        ByteSource source = new(bytes);
        source.ReadShort();
        return ReadHead(ref source, number, out _);
    }

    /// <summary>The id alone.</summary>
    /// <param name="bytes">The whole record.</param>
    /// <param name="number">The article's number.</param>
    internal static string ReadId(ReadOnlySpan<byte> bytes, int number)
    {
        ByteSource source = new(bytes);
        source.ReadShort();
        ReadHead(ref source, number, out _);
        return source.ReadString();
    }

    /// <summary>The article, its text with it.</summary>
    /// <param name="bytes">Record and text.</param>
    /// <param name="number">Its number.</param>
    /// <param name="ticks">When it appeared, in ticks of UTC; without meaning when that is not known.</param>
    internal static Article ReadArticle(ReadOnlySpan<byte> bytes, int number, long ticks)
    {
        int start = TextStart(bytes[..Math.Min(bytes.Length, HeadBytes)]);
        Fields fields = ReadFields(start <= bytes.Length ? bytes[..start] : throw new InvalidDataException("A record is longer than its article."), number, ticks, bytes.Length - start);
        return new Article(fields.Id, StoredText.Decode(bytes[start..], fields.Form, fields.PlainBytes)) { Title = fields.Title, Source = fields.Source, Date = fields.Date };
    }

    /// <summary>All that a record says of an article.</summary>
    /// <param name="record">The record.</param>
    /// <param name="number">The article's number.</param>
    /// <param name="ticks">As for <see cref="ReadArticle"/>.</param>
    /// <param name="textBytes">How many bytes the text has as it is stored.</param>
    internal static Fields ReadFields(ReadOnlySpan<byte> record, int number, long ticks, int textBytes)
    {
        ByteSource source = new(record);
        source.ReadShort();
        ReadHead(ref source, number, out byte flags);
        string id = source.ReadString();
        string? title = (flags & HasTitle) != 0 ? source.ReadString() : null;
        string? from = (flags & HasSource) != 0 ? source.ReadString() : null;
        DateTimeOffset? date = null;
        if ((flags & HasDate) != 0)
        {
            long offset = source.ReadShort() - DayMinutes;
            if (ticks < DateTimeOffset.MinValue.UtcTicks || ticks > DateTimeOffset.MaxValue.UtcTicks || Math.Abs(offset) > 14 * 60)
            {
                throw new InvalidDataException("A date is out of range.");
            }

            date = new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(offset));
        }

        StoredText.Form form = ((flags & IsPacked) != 0 ? StoredText.Form.Packed : StoredText.Form.Plain) | ((flags & IsUtf16) != 0 ? StoredText.Form.Utf16 : StoredText.Form.Plain);
        int plainBytes = (flags & IsPacked) != 0 ? StoredText.CheckPlainBytes(source.ReadShort()) : textBytes;
        return id.Length > 0 && source.Left == 0
            ? new Fields(id, title, from, date, form, plainBytes)
            : throw new InvalidDataException("A record has no id or does not end where it should.");
    }

    private static StoredHead ReadHead(ref ByteSource source, int number, out byte flags)
    {
        flags = source.ReadByte();
        if ((flags & HasTokens) == 0)
        {
            return new StoredHead(StoredHead.None, 0, default);
        }

        long tokens = source.ReadShort();
        Signatures.ContentHash content = new(source.ReadUInt64(), source.ReadUInt64());
        long family = number - ((flags & IsCopy) != 0 ? source.ReadShort() : 0);
        return tokens <= int.MaxValue && family >= 0 && family <= number
            ? new StoredHead((int)family, (int)tokens, content)
            : throw new InvalidDataException($"The family {family} cannot have the article {number}.");
    }

    /// <summary>What a record says, its text's form and bytes among it.</summary>
    internal readonly record struct Fields(string Id, string? Title, string? Source, DateTimeOffset? Date, StoredText.Form Form, int PlainBytes);
}
