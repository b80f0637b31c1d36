namespace Dedup.Cli.Reading;

/// <summary>Divides the memory that a run may take: what the comparison needs comes first, texts get the rest, and those that do not fit go to a temporary file.</summary>
/// <param name="bytes">All that the process may take, about.</param>
internal sealed class RunMemory(long bytes) : IDisposable
{
    // Measured on runs over generated news, as the peak of the process less the texts.
    private const long BytesOfTheProcess = 100 << 20;
    private const long BytesPerArticle = 1_500;
    private const double BytesPerTextByte = 0.45;

    /// <summary>Where the texts are.</summary>
    public TextStore Texts { get; } = new(bytes);

    /// <summary>Keeps the text of an article, if it is not kept already.</summary>
    /// <param name="article">The article.</param>
    /// <param name="articles">How many there are with it.</param>
    public Article Keep(Article article, int articles)
    {
        Texts.MemoryBytes = Math.Max(0, bytes - BytesOfTheProcess - (articles * BytesPerArticle) - (long)(Texts.TextBytes * BytesPerTextByte));
        return Texts.Keep(article);
    }

    public void Dispose() => Texts.Dispose();
}
