using Dedup.Signatures;

namespace Dedup.Storage;

/// <summary>What a record says of the text of an article: all that is needed to know its copies. Immutable.</summary>
/// <param name="Family">Number of the first article with the same tokens; its own where it is the first; <see cref="None"/> without tokens.</param>
/// <param name="TokenCount">Tokens of the text.</param>
/// <param name="Content">Fingerprint of the token stream.</param>
internal readonly record struct StoredHead(int Family, int TokenCount, ContentHash Content)
{
    internal const int None = -1;
}
