using System.Buffers.Binary;
using Dedup.Signatures;

namespace Dedup.Storage;

/// <summary>The record of an article as bytes: what it is, how it is called and what was computed from it; the text stands elsewhere. Holds no state.</summary>
internal static class StoredRecord
{
    private const byte HasTitle = 1;
    private const byte HasSource = 2;
    private const byte HasDate = 4;
    private const byte HasSignature = 8;
    private const byte HasWordSignature = 16;
    private const byte HasSketch = 32;

    /// <summary>Writes the record.</summary>
    internal static void Write(ByteSink sink, Article article, StoredSigns signs, StoredText.Form form, int plainBytes)
    {
        sink.Write((uint)signs.Family);
        sink.Write((uint)signs.TokenCount);
        sink.Write(signs.Content.First);
        sink.Write(signs.Content.Second);
        sink.Write((byte)(
            (article.Title is null ? 0 : HasTitle)
            | (article.Source is null ? 0 : HasSource)
            | (article.Date is null ? 0 : HasDate)
            | (signs.Signature is null ? 0 : HasSignature)
            | (signs.WordSignature is null ? 0 : HasWordSignature)
            | (signs.Sketch is null ? 0 : HasSketch)));
        WriteBytes(sink, signs.Signature);
        WriteBytes(sink, signs.WordSignature);
        if (signs.Sketch is { } sketch)
        {
            sink.WriteShort(sketch.Hashes.Length);
            sink.Write(sketch.Bound);
            Span<byte> place = stackalloc byte[sizeof(ulong)];
            foreach (ulong hash in sketch.Hashes)
            {
                BinaryPrimitives.WriteUInt64BigEndian(place, hash);
                sink.Write(place[..StoredSigns.HashBytes]);
            }

            foreach (int position in sketch.Positions)
            {
                sink.WriteShort(position);
            }
        }

        sink.Write(article.Id);
        if (article.Title is not null)
        {
            sink.Write(article.Title);
        }

        if (article.Source is not null)
        {
            sink.Write(article.Source);
        }

        if (article.Date is { } date)
        {
            sink.Write(date.UtcTicks);
            sink.WriteShort((long)date.Offset.TotalMinutes + DayMinutes);
        }

        sink.Write((byte)form);
        sink.WriteShort(plainBytes);
    }

    // Offsets lie within 14 hours on either side; this makes them positive.
    private const int DayMinutes = 24 * 60;

    internal static StoredSigns ReadSigns(ReadOnlySpan<byte> record)
    {
        ByteSource source = new(record);
        return ReadSigns(ref source, out _);
    }

    /// <summary>The id alone.</summary>
    internal static string ReadId(ReadOnlySpan<byte> record)
    {
        ByteSource source = new(record);
        ReadSigns(ref source, out _);
        return source.ReadString();
    }

    /// <summary>The article.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="text">The bytes of its text.</param>
    internal static Article ReadArticle(ReadOnlySpan<byte> record, ReadOnlySpan<byte> text)
    {
        ByteSource source = new(record);
        ReadSigns(ref source, out byte flags);
        string id = source.ReadString();
        string? title = (flags & HasTitle) != 0 ? source.ReadString() : null;
        string? from = (flags & HasSource) != 0 ? source.ReadString() : null;
        DateTimeOffset? date = null;
        if ((flags & HasDate) != 0)
        {
            long ticks = source.ReadInt64();
            long offset = source.ReadShort() - DayMinutes;
            if (ticks < DateTimeOffset.MinValue.UtcTicks || ticks > DateTimeOffset.MaxValue.UtcTicks || Math.Abs(offset) > 14 * 60)
            {
                throw new InvalidDataException("A date is out of range.");
            }

            date = new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(offset));
        }

        StoredText.Form form = (StoredText.Form)source.ReadByte();
        long plainBytes = source.ReadShort();
        return id.Length > 0 && source.Left == 0
            ? new Article(id, StoredText.Decode(text, form, plainBytes)) { Title = title, Source = from, Date = date }
            : throw new InvalidDataException("A record has no id or does not end where it should.");
    }

    private static StoredSigns ReadSigns(ref ByteSource source, out byte flags)
    {
        int family = (int)source.ReadUInt32();
        int tokens = (int)source.ReadUInt32();
        ContentHash content = new(source.ReadUInt64(), source.ReadUInt64());
        flags = source.ReadByte();
        byte[]? signature = (flags & HasSignature) != 0 ? source.Take(source.ReadCount(leastBytes: 1)).ToArray() : null;
        byte[]? words = (flags & HasWordSignature) != 0 ? source.Take(source.ReadCount(leastBytes: 1)).ToArray() : null;
        PositionalSketch? sketch = null;
        if ((flags & HasSketch) != 0)
        {
            int count = source.ReadCount(leastBytes: StoredSigns.HashBytes + 1);
            ulong bound = source.ReadUInt64();
            ulong[] hashes = new ulong[count];
            int[] positions = new int[count];
            Span<byte> place = stackalloc byte[sizeof(ulong)];
            place.Clear();
            for (int i = 0; i < count; i++)
            {
                source.Take(StoredSigns.HashBytes).CopyTo(place);
                hashes[i] = BinaryPrimitives.ReadUInt64BigEndian(place);
            }

            for (int i = 0; i < count; i++)
            {
                positions[i] = (int)source.ReadShort();
            }

            sketch = PositionalSketch.Restore(hashes, positions, bound);
        }

        return new StoredSigns(family, tokens, content, signature, words, sketch);
    }

    private static void WriteBytes(ByteSink sink, byte[]? bytes)
    {
        if (bytes is not null)
        {
            sink.WriteShort(bytes.Length);
            sink.Write(bytes);
        }
    }
}
