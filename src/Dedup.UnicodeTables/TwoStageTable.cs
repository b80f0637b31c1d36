using System.Runtime.InteropServices;
using Dedup.Text;

namespace Dedup.UnicodeTables;

/// <summary>The kinds of all code points, with equal blocks stored once. See <c>CharacterTable</c> in Core for the lookup.</summary>
internal sealed class TwoStageTable
{
    internal const int BlockBits = 7;
    internal const int BlockSize = 1 << BlockBits;

    private TwoStageTable(IReadOnlyList<(CharacterClass Class, int FoldDelta)> kinds, byte[] blockNumbers, byte[] blocks)
    {
        Kinds = kinds;
        BlockNumbers = blockNumbers;
        Blocks = blocks;
    }

    /// <summary>The distinct pairs, ordered by class, then the unchanged ones, then by delta.</summary>
    internal IReadOnlyList<(CharacterClass Class, int FoldDelta)> Kinds { get; }

    internal byte[] BlockNumbers { get; }

    internal byte[] Blocks { get; }

    internal int BlockCount => Blocks.Length / BlockSize;

    /// <exception cref="InvalidDataException">More than 256 kinds or blocks: the layout of bytes no longer fits.</exception>
    internal static TwoStageTable Build(UnicodeDatabase database)
    {
        (CharacterClass Class, int FoldDelta)[] pairs =
        [
            .. Enumerable.Range(0, UnicodeDatabase.CodePoints)
                .Select(c => (CharacterRules.Classify(database, c), database.SimpleFolding[c] - c)),
        ];
        (CharacterClass Class, int FoldDelta)[] kinds =
            [.. pairs.Distinct().OrderBy(p => p.Class).ThenBy(p => p.FoldDelta != 0).ThenBy(p => p.FoldDelta)];
        ThrowIfNotBytes(kinds.Length, "kinds");
        Dictionary<(CharacterClass, int), byte> numberOfKind = Enumerable.Range(0, kinds.Length).ToDictionary(i => kinds[i], i => (byte)i);
        byte[] kindOf = [.. pairs.Select(p => numberOfKind[p])];

        var blockNumbers = new byte[UnicodeDatabase.CodePoints / BlockSize];
        var blocks = new List<byte>();
        for (int i = 0; i < blockNumbers.Length; i++)
        {
            ReadOnlySpan<byte> block = kindOf.AsSpan(i * BlockSize, BlockSize);
            int number = FindBlock(blocks, block);
            if (number < 0)
            {
                number = blocks.Count / BlockSize;
                ThrowIfNotBytes(number + 1, "blocks");
                blocks.AddRange(block);
            }

            blockNumbers[i] = (byte)number;
        }

        return new TwoStageTable(kinds, blockNumbers, [.. blocks]);
    }

    private static int FindBlock(List<byte> blocks, ReadOnlySpan<byte> wanted)
    {
        ReadOnlySpan<byte> all = CollectionsMarshal.AsSpan(blocks);
        for (int start = 0; start < all.Length; start += BlockSize)
        {
            if (all.Slice(start, BlockSize).SequenceEqual(wanted))
            {
                return start / BlockSize;
            }
        }

        return -1;
    }

    private static void ThrowIfNotBytes(int count, string what)
    {
        if (count > 256)
        {
            throw new InvalidDataException($"{count} {what} do not fit the table's bytes; choose another block size or wider numbers.");
        }
    }
}
