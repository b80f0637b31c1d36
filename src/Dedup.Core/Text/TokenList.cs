using System.Runtime.CompilerServices;

namespace Dedup.Text;

/// <summary>The tokens of one text: their hashes and where they stand. Reusable; not thread-safe.</summary>
/// <remarks>Memory grows to 16 bytes per token of the longest text it has held, and stays for the next one; 40 KB are needed beside it, whatever the text.</remarks>
public sealed class TokenList
{
    private ulong[] hashes = new ulong[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private FoldedChunk? chunk;
    private bool mayHaveCharacters;

    /// <summary>Negative until somebody has asked.</summary>
    private long quarters = -1;

    /// <summary>The number of tokens.</summary>
    public int Count { get; private set; }

    /// <summary>The hash of each token after normalisation; equal for equal tokens, in UTF-8 and UTF-16 alike.</summary>
    public ReadOnlySpan<ulong> Hashes => hashes.AsSpan(0, Count);

    /// <summary>Where each token starts, in units of the tokenised text (UTF-16 units or UTF-8 bytes).</summary>
    public ReadOnlySpan<int> Starts => starts.AsSpan(0, Count);

    /// <summary>Where each token ends (exclusive), in units of the tokenised text.</summary>
    public ReadOnlySpan<int> Ends => ends.AsSpan(0, Count);

    /// <summary>Where the text is folded, a chunk at a time.</summary>
    internal FoldedChunk Chunk => chunk ??= new FoldedChunk();

    /// <summary>How much text the tokens are, in quarters of a word.</summary>
    internal long Quarters => quarters >= 0 ? quarters : quarters = QuartersOf(0, Count);

    /// <summary>Forgets the tokens and keeps the memory.</summary>
    public void Clear()
    {
        Count = 0;
        quarters = -1;
        mayHaveCharacters = false;
    }

    /// <summary>How much text some of the tokens are; at no cost where the whole text is of words, as whoever cut it has seen.</summary>
    internal long QuartersOf(int start, int end) => mayHaveCharacters ? WordMeasure.QuartersOf(Hashes[start..end]) : (end - start) * (long)WordMeasure.QuartersOfAWord;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(ulong hash, int start, int end)
    {
        int count = Count;
        if (count == hashes.Length)
        {
            Grow();
        }

        hashes[count] = hash;
        starts[count] = start;
        ends[count] = end;
        Count = count + 1;
        quarters = -1;
        mayHaveCharacters = true;
    }

    /// <summary>Room for that many more tokens, each at the same place in all three; <see cref="AddReserved"/> says how many were put there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Reserve(int room, out Span<ulong> newHashes, out Span<int> newStarts, out Span<int> newEnds)
    {
        while (hashes.Length - Count < room)
        {
            Grow();
        }

        newHashes = hashes.AsSpan(Count, room);
        newStarts = starts.AsSpan(Count, room);
        newEnds = ends.AsSpan(Count, room);
    }

    /// <summary>Adds the first tokens in the room that was reserved.</summary>
    /// <param name="count">How many.</param>
    /// <param name="areWords">Whether none of them is a single character of a script without spaces.</param>
    internal void AddReserved(int count, bool areWords)
    {
        Count += count;
        quarters = -1;
        mayHaveCharacters |= !areWords;
    }

    private void Grow()
    {
        // Only a text of hundreds of millions of characters that are several tokens each (U+FDFA) comes here.
        if (hashes.Length == Array.MaxLength)
        {
            throw new NotSupportedException($"The text has more than {Array.MaxLength:N0} tokens, which is as many as an array of the runtime holds: cut it into parts.");
        }

        int capacity = (int)Math.Min(Array.MaxLength, hashes.Length * 2L);
        Array.Resize(ref hashes, capacity);
        Array.Resize(ref starts, capacity);
        Array.Resize(ref ends, capacity);
    }
}
