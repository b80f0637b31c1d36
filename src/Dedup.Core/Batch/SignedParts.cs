using System.Buffers;
using System.Runtime.InteropServices;
using Dedup.Internals;
using Dedup.Signatures;
using Dedup.Text;

namespace Dedup.Batch;

/// <summary>What signing makes of the articles of a run, loaded and saved in parts. A part is saved by the thread that finishes it.</summary>
/// <remarks>A part is a number, the bytes of the texts in UTF-8; an <see cref="Entry"/> for each article; and the words of their <see cref="PackedArticle"/>s, one after another. About half a kilobyte for an article of usual length.</remarks>
internal sealed class SignedParts
{
    private readonly CheckpointParts parts;
    private readonly SignedText[] texts;
    private readonly PackedArticle[] packed;
    private readonly long[] textBytes;

    internal SignedParts(ICheckpointStore store, string name, int articles, int perPart)
    {
        parts = new CheckpointParts(store, name, articles, perPart);
        texts = new SignedText[articles];
        packed = new PackedArticle[articles];
        textBytes = new long[parts.Count];
    }

    /// <summary>Whether any part was found by <see cref="Load"/>.</summary>
    internal bool AreAnyLoaded => parts.AreAnyLoaded;

    /// <summary>Bytes of all texts, in UTF-8, of those that were found or are done.</summary>
    internal long TextBytes => textBytes.Sum();

    /// <summary>What is known of each article for finding candidates, once it is found or done.</summary>
    internal PackedArticle[] Packed => packed;

    /// <summary>Looks for all parts; to be called first.</summary>
    internal void Load(ParallelPhase parallel) => parallel.Run(
        DedupStage.Signing,
        parts.Count,
        static () => 0,
        (_, part) =>
        {
            parts.Load(part, content => TryRead(content, part));
            return true;
        },
        isCounted: false);

    /// <summary>What was loaded of an article; the rest of it is in <see cref="Packed"/>.</summary>
    internal bool TryGet(int article, out SignedText text)
    {
        text = texts[article];
        return parts.IsLoaded(article);
    }

    /// <summary>Takes in what was made of an article, once it is in <see cref="Packed"/>; each that is not loaded once, on any thread.</summary>
    internal void Add(int article, SignedText text, long bytes)
    {
        int part = parts.PartOf(article);
        texts[article] = text;
        Interlocked.Add(ref textBytes[part], bytes);
        if (parts.Finish(article))
        {
            Save(part);
        }
    }

    private void Save(int part)
    {
        (int start, int end) = parts.ItemsOf(part);
        int length = end - start;
        int words = 0;
        foreach (ref readonly PackedArticle article in packed.AsSpan(start, length))
        {
            words += article.Words.Length;
        }

        int size = sizeof(long) + (length * Entry.Bytes) + (words * sizeof(uint));
        byte[] content = ArrayPool<byte>.Shared.Rent(size);
        MemoryMarshal.Write(content, in textBytes[part]);
        Span<Entry> entries = MemoryMarshal.Cast<byte, Entry>(content.AsSpan(sizeof(long), length * Entry.Bytes));
        Span<uint> rest = MemoryMarshal.Cast<byte, uint>(content.AsSpan(sizeof(long) + (length * Entry.Bytes), words * sizeof(uint)));
        for (int i = 0; i < length; i++)
        {
            entries[i] = new Entry(texts[start + i], packed[start + i].Shape);
            packed[start + i].Words.CopyTo(rest);
            rest = rest[packed[start + i].Words.Length..];
        }

        parts.Save(part, content.AsSpan(0, size));
        ArrayPool<byte>.Shared.Return(content);
    }

    /// <summary>Whether this is a part that was saved. The store has checked it; this is so that nothing is read past an end, whatever it holds.</summary>
    private bool TryRead(ReadOnlySpan<byte> content, int part)
    {
        (int start, int end) = parts.ItemsOf(part);
        int length = end - start;
        if (content.Length < sizeof(long) + (length * Entry.Bytes))
        {
            return false;
        }

        ReadOnlySpan<Entry> entries = MemoryMarshal.Cast<byte, Entry>(content.Slice(sizeof(long), length * Entry.Bytes));
        uint[] words = MemoryMarshal.Cast<byte, uint>(content[(sizeof(long) + (length * Entry.Bytes))..]).ToArray();
        int used = 0;
        for (int i = 0; i < length; i++)
        {
            if (!entries[i].IsSound(words.Length - used))
            {
                return false;
            }

            (texts[start + i], PackedShape shape) = (entries[i].Text, entries[i].Shape);
            packed[start + i] = new PackedArticle(new ArraySegment<uint>(words, used, (int)shape.Words), shape);
            used += (int)shape.Words;
        }

        if (used != words.Length)
        {
            return false;
        }

        textBytes[part] = MemoryMarshal.Read<long>(content);
        return true;
    }

    /// <summary>An article in a part, without padding, so that all bytes of a part are told.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Entry(SignedText text, PackedShape shape)
    {
        internal const int Bytes = 48;
        private readonly ulong first = text.Content.First;
        private readonly ulong second = text.Content.Second;
        private readonly int tokenCount = text.TokenCount;
        private readonly int start = text.Start;
        private readonly int end = text.End;
        private readonly int size = (int)text.Size;
        private readonly int hashes = shape.Hashes;
        private readonly uint bound = shape.Bound;
        private readonly ushort shingleHalves = shape.ShingleHalves;
        private readonly ushort wordHalves = shape.WordHalves;
        private readonly int isLong = shape.IsLong ? 1 : 0;

        internal SignedText Text => new(tokenCount, (TextSize)size, start, end, new ContentHash(first, second));

        internal PackedShape Shape => new(hashes, bound, shingleHalves, wordHalves, isLong != 0);

        internal bool IsSound(int wordsLeft) => hashes >= 0 && Shape.Words <= wordsLeft && tokenCount >= 0 && start >= 0 && end >= start && size is >= 0 and <= (int)TextSize.Long;
    }
}
