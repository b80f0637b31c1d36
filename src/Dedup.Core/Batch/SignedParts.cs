using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using Dedup.Internals;
using Dedup.Signatures;
using Dedup.Text;

namespace Dedup.Batch;

/// <summary>What signing makes of the articles of a run, loaded and saved in parts. A part is saved by the thread that finishes it.</summary>
/// <remarks>A part is a number, the bytes of the texts in UTF-8; an <see cref="Entry"/> for each article; and the words of their <see cref="PackedArticle"/>s, one after another. About half a kilobyte for an article of usual length.</remarks>
internal sealed class SignedParts
{
    private readonly ICheckpointStore store;
    private readonly string name;
    private readonly int perPart;
    private readonly SignedText[] texts;
    private readonly PackedArticle[] packed;
    private readonly bool[] isLoaded;
    private readonly int[] missing;
    private readonly long[] textBytes;

    internal SignedParts(ICheckpointStore store, string name, int articles, int perPart)
    {
        this.store = store;
        this.name = name;
        this.perPart = perPart;
        texts = new SignedText[articles];
        packed = new PackedArticle[articles];
        isLoaded = new bool[(articles + perPart - 1) / perPart];
        missing = new int[isLoaded.Length];
        textBytes = new long[isLoaded.Length];
    }

    /// <summary>Whether any part was found by <see cref="Load"/>.</summary>
    internal bool AreAnyLoaded => Array.Exists(isLoaded, static loaded => loaded);

    /// <summary>Bytes of all texts of the parts that were found, in UTF-8.</summary>
    internal long LoadedTextBytes => textBytes.Where((_, part) => isLoaded[part]).Sum();

    /// <summary>Looks for all parts; to be called first.</summary>
    internal void Load(ParallelPhase parallel) => parallel.Run(
        DedupStage.Signing,
        isLoaded.Length,
        static () => 0,
        (_, part) =>
        {
            missing[part] = Slots(part).Length;
            isLoaded[part] = store.Load(NameOf(part)) is { } content && TryRead(content, part);
            return true;
        },
        isCounted: false);

    /// <summary>What was loaded of an article.</summary>
    internal bool TryGet(int article, out SignedText text, out PackedArticle forCandidates)
    {
        (text, forCandidates) = (texts[article], packed[article]);
        return isLoaded[article / perPart];
    }

    /// <summary>Takes in what was made of an article; each that is not loaded once, on any thread.</summary>
    internal void Add(int article, SignedText text, PackedArticle forCandidates, long bytes)
    {
        int part = article / perPart;
        texts[article] = text;
        packed[article] = forCandidates;
        Interlocked.Add(ref textBytes[part], bytes);
        if (Interlocked.Decrement(ref missing[part]) == 0)
        {
            Save(part);
        }
    }

    private string NameOf(int part) => string.Create(CultureInfo.InvariantCulture, $"{name}-{part}");

    private (int Start, int Length) Slots(int part) => (part * perPart, Math.Min(perPart, texts.Length - (part * perPart)));

    private void Save(int part)
    {
        (int start, int length) = Slots(part);
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

        store.Save(NameOf(part), content.AsSpan(0, size));
        ArrayPool<byte>.Shared.Return(content);
    }

    /// <summary>Whether this is a part that was saved. The store has checked it; this is so that nothing is read past an end, whatever it holds.</summary>
    private bool TryRead(ReadOnlySpan<byte> content, int part)
    {
        (int start, int length) = Slots(part);
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

        textBytes[part] = MemoryMarshal.Read<long>(content);
        return used == words.Length;
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
