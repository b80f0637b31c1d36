namespace Dedup.Signatures;

/// <summary>
/// A sample of a text's shingles with their positions, drawn so that any two texts sample alike: it estimates Jaccard similarity and both containments, and
/// says where the shared shingles stand. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// The sample is every shingle whose hash is at most 2^64 / s: Broder's "mod s" sketch ("On the resemblance and containment of documents", 1997), known in genomics as
/// FracMinHash (Irber et al., "Lightweight compositional analysis of metagenomes with FracMinHash and minimum metagenome covers", 2022). Unlike MinHash its size follows the
/// text, which is why it can estimate containment between texts of very different length. Where fewer than m shingles fall below the bound, the m smallest are kept
/// instead and the bound is the largest of them; a text with at most m distinct shingles is kept whole.
/// </para>
/// <para>Two sketches are compared below the smaller of their bounds, where both are complete; so sketches of unequal scale or length can be compared.</para>
/// </remarks>
public sealed class PositionalSketch
{
    /// <summary>How many times the wanted number of hashes a bound is chosen for: chance alone then hardly ever leaves too few.</summary>
    private const int Generosity = 3;

    private static readonly PositionalSketchOptions Defaults = new();

    private readonly ulong[] hashes;
    private readonly int[] positions;

    private PositionalSketch(ulong[] hashes, int[] positions, ulong bound)
    {
        this.hashes = hashes;
        this.positions = positions;
        Bound = bound;
    }

    /// <summary>The sampled shingle hashes, ascending, each once.</summary>
    public ReadOnlySpan<ulong> Hashes => hashes;

    /// <summary>For each hash the position of its first shingle: the index of the token it starts at.</summary>
    public ReadOnlySpan<int> Positions => positions;

    /// <summary>The sample holds every shingle of the text whose hash is at most this; <see cref="ulong.MaxValue"/> when it holds them all.</summary>
    public ulong Bound { get; }

    /// <summary>Bytes of the hashes and positions.</summary>
    internal long Bytes => ((long)hashes.Length * sizeof(ulong)) + ((long)positions.Length * sizeof(int));

    /// <summary>Draws the sketch of a text.</summary>
    /// <param name="shingles">The shingle hashes in the order of the text.</param>
    /// <param name="options">The density; the default options when null.</param>
    /// <remarks>Cost linear in the number of shingles n, but for sorting what is sampled; at worst n log n where one sampled shingle makes up the text.</remarks>
    public static PositionalSketch Compute(ReadOnlySpan<ulong> shingles, PositionalSketchOptions? options = null)
    {
        options ??= Defaults;
        ulong bound = ulong.MaxValue / (ulong)options.Scale;
        (ulong[] kept, int[] places) = Select(shingles, bound);
        if (kept.Length >= options.Floor)
        {
            return new(kept, places, bound);
        }

        // Too few. Of the bound that most likely leaves enough, and of all shingles where it does not, the smallest are kept.
        ulong share = ulong.MaxValue / (ulong)Math.Max(1, shingles.Length);
        ulong wide = shingles.Length <= Generosity * options.Floor ? ulong.MaxValue : share * Generosity * (ulong)options.Floor;
        (kept, places) = Select(shingles, wide);
        if (kept.Length <= options.Floor && wide < ulong.MaxValue)
        {
            (kept, places) = Select(shingles, ulong.MaxValue);
        }

        return kept.Length <= options.Floor
            ? new(kept, places, ulong.MaxValue)
            : new(kept[..options.Floor], places[..options.Floor], kept[options.Floor - 1]);
    }

    /// <summary>A sketch that was stored: the same hashes, positions and bound.</summary>
    internal static PositionalSketch Restore(ulong[] hashes, int[] positions, ulong bound) => new(hashes, positions, bound);

    /// <summary>The distinct hashes up to a bound, ascending, each with its first position.</summary>
    private static (ulong[] Hashes, int[] Positions) Select(ReadOnlySpan<ulong> shingles, ulong bound)
    {
        int selected = 0;
        foreach (ulong shingle in shingles)
        {
            selected += shingle <= bound ? 1 : 0;
        }

        ulong[] kept = new ulong[selected];
        int[] places = new int[selected];
        selected = 0;
        for (int position = 0; selected < kept.Length; position++)
        {
            if (shingles[position] <= bound)
            {
                kept[selected] = shingles[position];
                places[selected++] = position;
            }
        }

        Array.Sort(kept, places);
        int distinct = KeepFirst(kept, places);
        return distinct == kept.Length ? (kept, places) : (kept[..distinct], places[..distinct]);
    }

    /// <summary>Moves each distinct hash, with the least of its positions, to the front; says how many there are.</summary>
    private static int KeepFirst(ulong[] hashes, int[] positions)
    {
        int distinct = 0;
        for (int i = 0; i < hashes.Length; i++)
        {
            if (distinct > 0 && hashes[distinct - 1] == hashes[i])
            {
                positions[distinct - 1] = Math.Min(positions[distinct - 1], positions[i]);
            }
            else
            {
                hashes[distinct] = hashes[i];
                positions[distinct++] = positions[i];
            }
        }

        return distinct;
    }

    /// <summary>Estimates how two texts overlap, with the standard errors of the estimates. Cost linear in the sketches.</summary>
    /// <param name="left">The sketch of the left text.</param>
    /// <param name="right">The sketch of the right text; made with the same shingle width.</param>
    public static SketchEstimate Estimate(PositionalSketch left, PositionalSketch right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ulong bound = Math.Min(left.Bound, right.Bound);
        int i = 0;
        int j = 0;
        int shared = 0;
        while (i < left.hashes.Length && j < right.hashes.Length && left.hashes[i] <= bound && right.hashes[j] <= bound)
        {
            int order = left.hashes[i].CompareTo(right.hashes[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return new SketchEstimate(left.CountUpTo(bound), right.CountUpTo(bound), shared, isExact: bound == ulong.MaxValue);
    }

    /// <summary>How many of the hashes are at most <paramref name="bound"/>.</summary>
    internal int CountUpTo(ulong bound)
    {
        int at = Array.BinarySearch(hashes, bound);
        return at < 0 ? ~at : at + 1;
    }
}
