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

    /// <summary>The article.</summary>
    /// <param name="bytes">Record and text.</param>
    /// <param name="number">Its number.</param>
    /// <param name="ticks">When it appeared, in ticks of UTC; without meaning when that is not known.</param>
    internal static Article ReadArticle(ReadOnlySpan<byte> bytes, int number, long ticks)
    {
        int start = TextStart(bytes[..Math.Min(bytes.Length, HeadBytes)]);
        ByteSource source = new(start <= bytes.Length ? bytes[..start] : throw new InvalidDataException("A record is longer than its article."));
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
        ReadOnlySpan<byte> text = bytes[start..];
        long plainBytes = (flags & IsPacked) != 0 ? source.ReadShort() : text.Length;
        return id.Length > 0 && source.Left == 0
            ? new Article(id, StoredText.Decode(text, form, plainBytes)) { Title = title, Source = from, Date = date }
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
}
