using Dedup.Cleaning;

namespace Dedup.Cli.Cleaning;

/// <summary>What becomes of one article when the corpus is written again.</summary>
/// <param name="Removal">Why it is one too many; null when it is kept.</param>
/// <param name="Text">Its text with repeated passages cut out; null when nothing is cut.</param>
internal readonly record struct RecordFate(Removal? Removal, string? Text);
