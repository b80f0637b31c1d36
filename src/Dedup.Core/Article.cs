namespace Dedup;

/// <summary>One text to be compared: what goes into <see cref="Deduplicator"/> and <see cref="DuplicateIndex"/>. Immutable and thread-safe.</summary>
/// <remarks>
/// Any text is accepted. An article without a single letter or digit takes part in no pair and is listed in
/// <see cref="DedupReport.EmptyArticles"/>; one that is too short to shingle is compared word by word
/// (see <see cref="Verification.VerificationOptions.ShortTextTokens"/>).
/// </remarks>
public sealed record Article
{
    /// <summary>A string, or a <see cref="ITextSource"/>.</summary>
    private readonly object text;

    /// <summary>Creates an article.</summary>
    /// <param name="id">The name that results use for it. Not empty, and unique within one run or index; compared ordinally.</param>
    /// <param name="text">The text as the reader sees it. May be empty, of any length and in any script.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public Article(string id, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(text);
        Id = id;
        this.text = text;
    }

    /// <summary>Creates an article whose text stands elsewhere.</summary>
    /// <param name="id">The name that results use for it. Not empty, and unique within one run or index; compared ordinally.</param>
    /// <param name="source">Where to read the text.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public Article(string id, ITextSource source)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(source);
        Id = id;
        text = source;
    }

    /// <summary>The name that results use for this article.</summary>
    public string Id { get; }

    /// <summary>The text; <see cref="Passage"/> offsets count its UTF-16 units. Made anew each time for an article whose text is in a <see cref="TextStore"/>, in the files of a <see cref="DuplicateIndex"/> or in another <see cref="ITextSource"/>.</summary>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    /// <exception cref="TextStoreException">The store's temporary file could not be read.</exception>
    /// <exception cref="IOException">A file of the index could not be read.</exception>
    /// <exception cref="InvalidDataException">A file of the index is damaged; the message names file and place.</exception>
    public string Text => text as string ?? ((ITextSource)text).Read();

    /// <summary>The headline, when it is kept apart from the text. Not part of what is shingled; compared on its own as evidence (<see cref="DuplicatePair.TitleSimilarity"/>).</summary>
    public string? Title { get; init; }

    /// <summary>Where the article comes from (a site, a feed, an agency). Compared ordinally. Used by <see cref="Clustering.RepresentativeRule.SourcePriority"/>, and in a batch to know
    /// page templates: what more than a few articles of one source have in common is no syndicated story (<see cref="Verification.VerificationOptions.TemplateArticles"/>).</summary>
    public string? Source { get; init; }

    /// <summary>When the article appeared. Used by <see cref="Clustering.RepresentativeRule.EarliestDate"/>.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Length of the text in UTF-16 units.</summary>
    internal int TextLength => text is string own ? own.Length : ((ITextSource)text).Length;

    /// <summary>About how long the text is; never costs reading it.</summary>
    internal int RoughLength => text is string own ? own.Length : ((ITextSource)text).RoughLength;

    /// <summary>Whether the text stands elsewhere: in a store, say.</summary>
    internal bool IsElsewhere => text is ITextSource;

    /// <summary>Whether all is equal, the texts too, wherever they are kept.</summary>
    /// <param name="other">Another article.</param>
    public bool Equals(Article? other) => ReferenceEquals(this, other) || (other is not null
        && string.Equals(Id, other.Id, StringComparison.Ordinal)
        && string.Equals(Title, other.Title, StringComparison.Ordinal)
        && string.Equals(Source, other.Source, StringComparison.Ordinal)
        && Nullable.Equals(Date, other.Date)
        && HasTextOf(other));

    /// <summary>A hash for tables in memory; differs from process to process.</summary>
    public override int GetHashCode() => HashCode.Combine(Id, Title, Source, Date);

    /// <summary>Whether the texts are equal.</summary>
    internal bool HasTextOf(Article other) => TextLength == other.TextLength && (ReferenceEquals(text, other.text) || ReadsLike(other));

    /// <summary>Compares the texts, as they are kept where both are kept in UTF-8: unequal texts have unequal bytes.</summary>
    private bool ReadsLike(Article other)
    {
        byte[] own = [];
        byte[] others = [];
        return TryReadUtf8(ref own, out ReadOnlyMemory<byte> left) && other.TryReadUtf8(ref others, out ReadOnlyMemory<byte> right)
            ? left.Span.SequenceEqual(right.Span)
            : string.Equals(Text, other.Text, StringComparison.Ordinal);
    }

    /// <summary>The text in UTF-8 where it is kept so; see <see cref="ITextSource.TryReadUtf8"/>.</summary>
    internal bool TryReadUtf8(ref byte[] buffer, out ReadOnlyMemory<byte> utf8)
    {
        if (text is ITextSource source)
        {
            return source.TryReadUtf8(ref buffer, out utf8);
        }

        utf8 = default;
        return false;
    }

    internal Article WithText(KeptText kept) => new(Id, kept) { Title = Title, Source = Source, Date = Date };
}
