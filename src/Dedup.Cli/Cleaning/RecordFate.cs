using Dedup.Cleaning;

namespace Dedup.Cli.Cleaning;

/// <summary>What becomes of one article when the corpus is written again.</summary>
/// <param name="Removal">Why it is one too many; null when it is kept.</param>
/// <param name="Text">Its text with repeated passages cut out; null when nothing is cut.</param>
/// <param name="IsEmptied">Whether no word of it would be left by the cuts.</param>
internal readonly record struct RecordFate(Removal? Removal, string? Text, bool IsEmptied = false)
{
    /// <summary>Whether it is not in the output.</summary>
    /// <param name="marks">Whether records are marked instead.</param>
    public bool IsLeftOut(bool marks) => (Removal is not null || IsEmptied) && !marks;
}
