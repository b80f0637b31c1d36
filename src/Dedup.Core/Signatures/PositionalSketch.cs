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

    private readonly ArraySegment<ulong> hashes;
    private readonly ArraySegment<int> positions;

    private PositionalSketch(ArraySegment<ulong> hashes, ArraySegment<int> positions, ulong bound)
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

    /// <summary>The sketch to compare with another.</summary>
    internal SketchView<ulong> View => new(Hashes, Positions, Bound);

    /// <summary>Bytes of the hashes and positions.</summary>
    internal long Bytes => (long)hashes.Count * (sizeof(ulong) + sizeof(int));

    /// <summary>Draws the sketch of a text.</summary>
    /// <param name="shingles">The shingle hashes in the order of the text.</param>
    /// <param name="options">The density; the default options when null.</param>
    /// <remarks>Cost linear in the number of shingles n; at worst n log n where a few sampled shingles make up the text. Nothing is allocated but the sketch.</remarks>
    public static PositionalSketch Compute(ReadOnlySpan<ulong> shingles, PositionalSketchOptions? options = null)
    {
        SketchScratch scratch = SketchScratch.Rent();
        PositionalSketch sketch = Compute(shingles, options ?? Defaults, anchorWindow: 0, scratch);
        SketchScratch.Return(scratch);
        return sketch;
    }

    /// <summary>Draws the sketch of a text, and beside the sample, above its bound, the anchors that <see cref="Winnowing"/> selects; they lead to short passages and play no part in estimates.</summary>
    /// <param name="shingles">The shingle hashes in the order of the text.</param>
    /// <param name="options">The density of the sample.</param>
    /// <param name="anchorWindow">Shingles to a window; 0 for no anchors.</param>
    /// <param name="scratch">Gives the sketch its arrays.</param>
    internal static PositionalSketch Compute(ReadOnlySpan<ulong> shingles, PositionalSketchOptions options, int anchorWindow, SketchScratch scratch)
    {
        SketchSelection sample = scratch.Sample;
        (int sampled, ulong bound) = Draw(shingles, options, sample);
        SketchSelection anchors = scratch.Anchors.Selected;
        anchors.Clear();
        if (anchorWindow > 0)
        {
            scratch.Anchors.Select(shingles, anchorWindow, bound);
        }

        (ArraySegment<ulong> hashes, ArraySegment<int> positions) = scratch.Take(sampled + anchors.Count);
        sample.Hashes[..sampled].CopyTo(hashes);
        anchors.Hashes.CopyTo(hashes.AsSpan(sampled));
        sample.Positions[..sampled].CopyTo(positions);
        anchors.Positions.CopyTo(positions.AsSpan(sampled));
        scratch.Trim();
        return new PositionalSketch(hashes, positions, bound);
    }

    /// <summary>Selects the sample: the first so many of the selection, and up to where it is complete.</summary>
    private static (int Count, ulong Bound) Draw(ReadOnlySpan<ulong> shingles, PositionalSketchOptions options, SketchSelection selection)
    {
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

        return sampled >= options.Floor ? (sampled, bound)
            : selection.Count <= options.Floor ? (selection.Count, ulong.MaxValue)
            : (options.Floor, selection.Hashes[options.Floor - 1]);
    }

    /// <summary>A sketch that was stored: the same hashes, positions and bound.</summary>
    internal static PositionalSketch Restore(ulong[] hashes, int[] positions, ulong bound) => new(hashes, positions, bound);

    /// <summary>Estimates how two texts overlap, with the standard errors of the estimates. Cost linear in the sketches.</summary>
    /// <param name="left">The sketch of the left text.</param>
    /// <param name="right">The sketch of the right text; made with the same shingle width.</param>
    public static SketchEstimate Estimate(PositionalSketch left, PositionalSketch right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return SketchView<ulong>.Estimate(left.View, right.View);
    }

    /// <summary>How many of the hashes are at most <paramref name="bound"/>.</summary>
    internal int CountUpTo(ulong bound) => View.CountUpTo(bound);
}
