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
    /// <summary>How many times the wanted number of hashes a bound is chosen for: chance alone then leaves too few in one text of thousands, which is read again.</summary>
    private const int Generosity = 2;

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
    /// <remarks>Cost linear in the number of shingles n; at worst n log n where a few sampled shingles make up the text. Nothing is allocated but the sketch.</remarks>
    public static PositionalSketch Compute(ReadOnlySpan<ulong> shingles, PositionalSketchOptions? options = null) => Draw(shingles, options ?? Defaults);

    /// <summary>Draws the sketch of a text, and beside the sample, above its bound, the anchors that <see cref="Winnowing"/> selects; they lead to short passages and play no part in estimates.</summary>
    /// <param name="shingles">The shingle hashes in the order of the text.</param>
    /// <param name="options">The density of the sample.</param>
    /// <param name="anchorWindow">Shingles to a window; 0 for no anchors.</param>
    internal static PositionalSketch Compute(ReadOnlySpan<ulong> shingles, PositionalSketchOptions options, int anchorWindow)
    {
        PositionalSketch sample = Draw(shingles, options);
        if (anchorWindow == 0)
        {
            return sample;
        }

        SketchSelection anchors = SketchSelection.Rent();
        Winnowing.Select(shingles, anchorWindow, sample.Bound, anchors);
        PositionalSketch sketch = anchors.Count == 0 ? sample : new([.. sample.hashes, .. anchors.Hashes], [.. sample.positions, .. anchors.Positions], sample.Bound);
        SketchSelection.Return(anchors);
        return sketch;
    }

    private static PositionalSketch Draw(ReadOnlySpan<ulong> shingles, PositionalSketchOptions options)
    {
        SketchSelection selection = SketchSelection.Rent();
        ulong bound = ulong.MaxValue / (ulong)options.Scale;

        // A short text is likely to need its smallest shingles: one bound for both, and one pass.
        ulong share = ulong.MaxValue / (ulong)Math.Max(1, shingles.Length);
        ulong wide = shingles.Length <= Generosity * options.Floor ? ulong.MaxValue : Math.Max(bound, share * Generosity * (ulong)options.Floor);
        selection.Select(shingles, wide);
        int sampled = selection.CountUpTo(bound);
        if (sampled < options.Floor && selection.Count <= options.Floor && wide < ulong.MaxValue)
        {
            selection.Select(shingles, ulong.MaxValue);
        }

        PositionalSketch sketch = sampled >= options.Floor ? Take(selection, sampled, bound)
            : selection.Count <= options.Floor ? Take(selection, selection.Count, ulong.MaxValue)
            : Take(selection, options.Floor, selection.Hashes[options.Floor - 1]);
        SketchSelection.Return(selection);
        return sketch;
    }

    private static PositionalSketch Take(SketchSelection selection, int count, ulong bound) =>
        new(selection.Hashes[..count].ToArray(), selection.Positions[..count].ToArray(), bound);

    /// <summary>A sketch that was stored: the same hashes, positions and bound.</summary>
    internal static PositionalSketch Restore(ulong[] hashes, int[] positions, ulong bound) => new(hashes, positions, bound);

    /// <summary>Estimates how two texts overlap, with the standard errors of the estimates. Cost linear in the sketches.</summary>
    /// <param name="left">The sketch of the left text.</param>
    /// <param name="right">The sketch of the right text; made with the same shingle width.</param>
    public static SketchEstimate Estimate(PositionalSketch left, PositionalSketch right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ulong bound = Math.Min(left.Bound, right.Bound);

        // Which of two hashes is greater is anyone's guess, so the steps are counted, not branched to.
        ReadOnlySpan<ulong> x = left.hashes.AsSpan(0, left.CountUpTo(bound));
        ReadOnlySpan<ulong> y = right.hashes.AsSpan(0, right.CountUpTo(bound));
        int i = 0;
        int j = 0;
        int shared = 0;
        while (i < x.Length && j < y.Length)
        {
            ulong a = x[i];
            ulong b = y[j];
            shared += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return new SketchEstimate(x.Length, y.Length, shared, isExact: bound == ulong.MaxValue);
    }

    /// <summary>Whether at most <paramref name="most"/> hashes are at most <paramref name="bound"/>; one look, not a search.</summary>
    internal bool HasAtMost(int most, ulong bound) => hashes.Length <= most || hashes[most] > bound;

    /// <summary>The greatest bound up to which there are at most two hashes.</summary>
    internal ulong BoundOfTwo => hashes.Length <= 2 ? ulong.MaxValue : hashes[2] - 1;

    /// <summary>How many of the hashes are at most <paramref name="bound"/>.</summary>
    internal int CountUpTo(ulong bound)
    {
        int at = Array.BinarySearch(hashes, bound);
        return at < 0 ? ~at : at + 1;
    }
}
