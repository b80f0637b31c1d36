using Dedup.Text;

namespace Dedup.Signatures;

/// <summary>What a run needs to know of each text to its end.</summary>
/// <param name="TokenCount">Tokens of the text.</param>
/// <param name="Size">Which way of comparing it is long enough for.</param>
/// <param name="Start">Start of the first token in the text, in UTF-16 units.</param>
/// <param name="End">End (exclusive) of the last token in the text, in UTF-16 units.</param>
/// <param name="Content">Fingerprint of the whole token stream.</param>
internal readonly record struct SignedText(int TokenCount, TextSize Size, int Start, int End, ContentHash Content);
