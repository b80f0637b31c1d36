namespace Dedup.Signatures;

/// <summary>One of the signatures of an article; empty when there is none.</summary>
internal delegate ReadOnlySpan<uint> SignatureOf(SignedArticle article);
