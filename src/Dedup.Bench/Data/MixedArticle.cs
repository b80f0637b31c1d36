namespace Dedup.Bench.Data;

/// <summary>An article of a <see cref="MixedCorpus"/>, and what is true of it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kind">What it was made to be.</param>
/// <param name="Family">Articles of one family repeat each other; negative: it repeats none.</param>
/// <param name="Boilerplate">Articles with the same number share a header, a footer, a page template or a form; negative: it has none.</param>
internal sealed record MixedArticle(string Text, MixedKind Kind, int Family, int Boilerplate);
