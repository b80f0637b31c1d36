namespace Dedup.Cli.Reading;

/// <summary>Divides the memory that a run may take: what the comparison needs comes first, texts that cannot stay in their files get the rest, and those that do not fit go to a temporary file.</summary>
/// <param name="bytes">All that the process may take, about.</param>
internal sealed class RunMemory(long bytes) : IDisposable
{
    // Fitted to the peaks of scans whose texts were all in the file, 16,000 to 460,000 articles of 400 bytes to 46 kB, one pile of them Chinese: 0.8 to 1.06 times what these say.
    private const long BytesOfTheProcess = 100 << 20;
    private const long BytesPerArticle = 1_300;
    private const double BytesPerTextByte = 0.3;

    /// <summary>Files stay open while their texts may be needed, and a process may open only so many, often 1,024.</summary>
    private const int MostFiles = 256;

    private readonly List<TextFile> files = [];
    private long bytesInEarlierFiles;

    /// <summary>Where the texts are that do not stay in their files.</summary>
    public TextStore Texts { get; } = new(bytes);

    /// <summary>Bytes of all texts that stay in their files. Only those of the last one grow.</summary>
    private long BytesInFiles => bytesInEarlierFiles + (files.Count > 0 ? files[^1].TextBytes : 0);

    /// <summary>Opens a file to leave texts in; null where enough are open, or it cannot be opened once more.</summary>
    /// <param name="path">Where it is.</param>
    public TextFile? Open(string path)
    {
        if (files.Count == MostFiles)
        {
            return null;
        }

        try
        {
            TextFile file = new(path);
            bytesInEarlierFiles = BytesInFiles;
            files.Add(file);
            return file;
        }
        catch (Exception exception) when (InputError.Is(exception))
        {
            return null;
        }
    }

    /// <summary>Keeps the text of an article, if it is not kept already.</summary>
    /// <param name="article">The article.</param>
    /// <param name="articles">How many there are with it.</param>
    public Article Keep(Article article, int articles)
    {
        Texts.MemoryBytes = ForTexts(articles, Texts.TextBytes + BytesInFiles);
        return Texts.Keep(article);
    }

    /// <summary>How much of the memory texts may take.</summary>
    /// <param name="articles">How many articles there are.</param>
    /// <param name="textBytes">How many bytes their texts have.</param>
    public long ForTexts(int articles, long textBytes) => Math.Max(0, bytes - BytesOfTheProcess - (articles * BytesPerArticle) - (long)(textBytes * BytesPerTextByte));

    /// <summary>To be called when all texts are there: what was held for more of them is needed for the comparison.</summary>
    public void EndReading()
    {
        if (Texts.FileBytes > 0)
        {
            Texts.TrimExcess();

            // These buffers are all that there is to collect, and on a machine with memory to spare nothing else would make the collector look for them.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }

    public void Dispose()
    {
        files.ForEach(static file => file.Dispose());
        Texts.Dispose();
    }
}
