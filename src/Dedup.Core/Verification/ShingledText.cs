using System.Numerics;
using Dedup.Internals;
using Dedup.Shingling;
using Dedup.Text;

namespace Dedup.Verification;

/// <summary>A text with all its tokens and shingles, and a table from each distinct shingle to where it stands. Reusable scratch: one thread at a time.</summary>
/// <remarks>About 55 bytes per token while in use. Building it is linear in the text.</remarks>
internal sealed class ShingledText(Shingler shingler)
{
    /// <summary>As a power of two.</summary>
    private const int FilterBitsPerSlot = 2;

    private readonly ShingleReader reader = new(shingler);
    private ulong[] shingles = [];
    private int[] slots = [];

    /// <summary>A bit for each shingle, at a place that others may share: half a byte a slot, so that it stays beside the processor. Most shingles of most other texts end here.</summary>
    private byte[] filter = [];
    private int[] next = [];
    private bool[] repeats = [];
    private int shift;
    private readonly TokenCounts tokenCounts = new();
    private bool areTokensCounted;

    internal TokenList Tokens => reader.Tokens;

    /// <summary>Where the tokens stand in the original text.</summary>
    internal TextPlaces Places => field ??= new TextPlaces(reader.Tokens);

    /// <summary>How many distinct shingles the text has.</summary>
    internal int DistinctCount { get; private set; }

    /// <summary>How much text it is, in quarters of a word.</summary>
    internal long Quarters { get; private set; }

    /// <summary>The shingle hashes in the order of the text.</summary>
    internal ReadOnlySpan<ulong> Shingles => reader.Shingles;

    private int ShingleCount => reader.Shingles.Length;

    /// <summary>How often each distinct token stands in the text; counted when first asked for.</summary>
    internal TokenCounts TokenCounts
    {
        get
        {
            if (!areTokensCounted)
            {
                tokenCounts.Count(Tokens.Hashes);
                areTokensCounted = true;
            }

            return tokenCounts;
        }
    }

    /// <summary>Takes in the text of an article, in the form in which it is kept; positions of <see cref="Tokens"/> count units of that form.</summary>
    internal void Load(Article article)
    {
        if (!Places.TryReadUtf8(article, out ReadOnlySpan<byte> utf8))
        {
            Load(article.Text);
            return;
        }

        reader.Read(utf8);
        Fill();
    }

    /// <summary>Takes in a text; positions of <see cref="Tokens"/> count UTF-16 units.</summary>
    internal void Load(string text)
    {
        Places.Read(text);
        reader.Read(text);
        Fill();
    }

    /// <summary>The first position of a shingle, or -1.</summary>
    internal int FirstPosition(ulong shingle) => MayHave(shingle) ? slots[Find(shingle)] - 1 : -1;

    /// <summary>The next later position of the shingle at <paramref name="position"/>, or -1.</summary>
    internal int NextPosition(int position) => next[position];

    /// <summary>Whether the shingle at <paramref name="position"/> stands further ahead in the text too.</summary>
    internal bool IsRepeat(int position) => repeats[position];

    /// <summary>The first token that starts at or after a place in the text, in UTF-16 units.</summary>
    internal int FirstTokenAt(int start)
    {
        int first = 0;
        int end = Tokens.Count;
        while (first < end)
        {
            int middle = (first + end) / 2;
            (first, end) = Places.StartOf(middle) < start ? (middle + 1, end) : (first, middle);
        }

        return first;
    }

    private void Fill()
    {
        areTokensCounted = false;
        Quarters = WordMeasure.QuartersOf(Tokens.Hashes);
        shingles = reader.Buffer;
        if (next.Length < shingles.Length)
        {
            next = new int[shingles.Length];
            repeats = new bool[shingles.Length];
        }

        FillTable();
    }

    private void FillTable()
    {
        int length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, ShingleCount * 2L));
        if (slots.Length < length)
        {
            slots = new int[length];
            filter = new byte[length / 2];
        }

        Array.Clear(slots, 0, length);
        Array.Clear(filter, 0, length / 2);
        shift = 64 - BitOperations.Log2((uint)length);
        Array.Clear(repeats, 0, ShingleCount);
        DistinctCount = 0;

        // From the end, so that each slot ends up at the first position and the links lead forward.
        for (int position = ShingleCount - 1; position >= 0; position--)
        {
            int slot = Find(shingles[position]);
            int later = slots[slot] - 1;
            next[position] = later;
            if (later >= 0)
            {
                repeats[later] = true;
            }
            else
            {
                DistinctCount++;
            }

            slots[slot] = position + 1;
            int bit = TableKey.Slot(shingles[position], shift - FilterBitsPerSlot);
            filter[bit >> 3] |= (byte)(1 << (bit & 7));
        }
    }

    private bool MayHave(ulong shingle)
    {
        int bit = TableKey.Slot(shingle, shift - FilterBitsPerSlot);
        return (filter[bit >> 3] & (1 << (bit & 7))) != 0;
    }

    private int Find(ulong shingle)
    {
        int mask = (1 << (64 - shift)) - 1;
        int slot = TableKey.Slot(shingle, shift);
        while (slots[slot] != 0 && shingles[slots[slot] - 1] != shingle)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }
}
