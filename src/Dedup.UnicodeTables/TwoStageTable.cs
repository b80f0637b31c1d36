using System.Runtime.InteropServices;

namespace Dedup.UnicodeTables;

/// <summary>One number for each code point, with equal blocks stored once. See <c>CharacterTable</c> in Core for the lookup.</summary>
internal sealed class TwoStageTable
{
    internal const int BlockBits = 7;
    internal const int BlockSize = 1 << BlockBits;

    private TwoStageTable(IReadOnlyList<(uint Traits, int Delta)> forms, ushort[] blockNumbers, ushort[] blocks)
    {
        Forms = forms;
        BlockNumbers = blockNumbers;
        Blocks = blocks;
    }

    /// <summary>The distinct entries, in ascending order.</summary>
    internal IReadOnlyList<(uint Traits, int Delta)> Forms { get; }

    internal ushort[] BlockNumbers { get; }

    internal ushort[] Blocks { get; }

    internal int BlockCount => Blocks.Length / BlockSize;

    /// <exception cref="InvalidDataException">More than 65,536 forms or blocks: the layout no longer fits.</exception>
    internal static TwoStageTable Build((uint Traits, int Delta)[] entries)
    {
        (uint Traits, int Delta)[] forms = [.. entries.Distinct().Order()];
        ThrowIfTooMany(forms.Length, "forms");
        Dictionary<(uint, int), ushort> numberOfForm = Enumerable.Range(0, forms.Length).ToDictionary(i => forms[i], i => (ushort)i);
        ushort[] formOf = [.. entries.Select(entry => numberOfForm[entry])];

        var blockNumbers = new ushort[entries.Length / BlockSize];
        var blocks = new List<ushort>();
        for (int i = 0; i < blockNumbers.Length; i++)
        {
            ReadOnlySpan<ushort> block = formOf.AsSpan(i * BlockSize, BlockSize);
            int number = FindBlock(blocks, block);
            if (number < 0)
            {
                number = blocks.Count / BlockSize;
                ThrowIfTooMany(number + 1, "blocks");
                blocks.AddRange(block);
            }

            blockNumbers[i] = (ushort)number;
        }

        return new TwoStageTable(forms, blockNumbers, [.. blocks]);
    }

    private static int FindBlock(List<ushort> blocks, ReadOnlySpan<ushort> wanted)
    {
        ReadOnlySpan<ushort> all = CollectionsMarshal.AsSpan(blocks);
        for (int start = 0; start < all.Length; start += BlockSize)
        {
            if (all.Slice(start, BlockSize).SequenceEqual(wanted))
            {
                return start / BlockSize;
            }
        }

        return -1;
    }

    private static void ThrowIfTooMany(int count, string what)
    {
        if (count > ushort.MaxValue + 1)
        {
            throw new InvalidDataException($"{count} {what} do not fit 16 bits; choose another block size or wider numbers.");
        }
    }
}
