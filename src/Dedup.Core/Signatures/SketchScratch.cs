using Dedup.Internals;

namespace Dedup.Signatures;

/// <summary>Memory for drawing sketches, used again for the next text, and what their arrays are cut from. One per thread.</summary>
/// <param name="hashesAtOnce">For how many hashes the arrays are, at most, that sketches share; 0 to give each sketch its own.</param>
internal sealed class SketchScratch(int hashesAtOnce = 0)
{
    [ThreadStatic]
    private static SketchScratch? kept;

    private readonly Slab<ulong> hashes = new(hashesAtOnce);
    private readonly Slab<int> positions = new(hashesAtOnce);

    /// <summary>The sample of the text.</summary>
    internal SketchSelection Sample { get; private set; } = new();

    /// <summary>Its anchors, where there are any.</summary>
    internal Winnowing Anchors { get; private set; } = new();

    /// <summary>The scratch of this thread. To be given back with <see cref="Return"/>.</summary>
    internal static SketchScratch Rent()
    {
        SketchScratch scratch = kept ?? new SketchScratch();
        kept = null;
        return scratch;
    }

    internal static void Return(SketchScratch scratch) => kept = scratch;

    /// <summary>Lets the memory of all sketches be used again.</summary>
    internal void Clear()
    {
        hashes.Clear();
        positions.Clear();
    }

    /// <summary>Room for a sketch.</summary>
    internal (ArraySegment<ulong> Hashes, ArraySegment<int> Positions) Take(int count) => (hashes.Take(count), positions.Take(count));

    /// <summary>Lets go of what only a very long text needs.</summary>
    internal void Trim()
    {
        Sample = Sample.IsLarge ? new SketchSelection() : Sample;
        Anchors = Anchors.Selected.IsLarge ? new Winnowing() : Anchors;
    }
}
