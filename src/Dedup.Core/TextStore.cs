using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Dedup.Internals;

namespace Dedup;

/// <summary>
/// Keeps the texts of many articles apart from them: as UTF-8 in memory, half of what strings take, and past a limit in a temporary file. What is found among such articles is what is found among
/// the same articles with strings, to the last byte. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// <see cref="Article.Text"/> of an article that was kept makes the string anew each time it is asked for. A run over such articles reads their bytes, and makes strings
/// only of those that are too short for shingles or the same but for spacing.
/// </para>
/// <para>
/// The file has no name while it is in use (on Windows it is deleted when it is closed), so nothing is left behind however the process ends. It is read with positioned reads, through the system's cache.
/// </para>
/// </remarks>
public sealed class TextStore : IDisposable
{
    private const int MostChunkBytes = 4 << 20;
    private const int LeastChunkBytes = 64 << 10;

    // Of the limit, so much may be the chunk that is being filled.
    private const int ChunksInLimit = 16;

    private readonly string folder;
    private readonly int chunkBytes;
    private readonly Queue<TextChunk> inMemory = [];
    private long memoryBytes;

    // Left to the collector, buffers of this size would pile up until it comes by.
    private readonly Stack<byte[]> spare = [];
    private TextChunk? filling;
    private SpillFile? file;
    private long heldBytes;
    private volatile bool isDisposed;

    /// <summary>Makes an empty store.</summary>
    /// <param name="memoryBytes">How many bytes of texts stay in memory, about; what comes first goes to the file first. 0 or more; up to 64 KiB stay in any case. Default: all.</param>
    /// <param name="folder">Where the file goes, made only when it is needed; the system's folder for temporary files when null.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="memoryBytes"/> is negative.</exception>
    public TextStore(long memoryBytes = long.MaxValue, string? folder = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(memoryBytes);
        this.memoryBytes = memoryBytes;
        this.folder = folder ?? Path.GetTempPath();
        chunkBytes = (int)Math.Clamp(memoryBytes / ChunksInLimit, LeastChunkBytes, MostChunkBytes);
    }

    /// <summary>How many bytes of texts stay in memory, about. A smaller value takes effect while further texts are kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MemoryBytes
    {
        get => Volatile.Read(ref memoryBytes);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Volatile.Write(ref memoryBytes, value);
        }
    }

    /// <summary>Bytes of all texts that were kept.</summary>
    public long TextBytes { get; private set; }

    /// <summary>Bytes of them that stand in the temporary file.</summary>
    public long FileBytes => file?.Length ?? 0;

    /// <summary>Keeps the text of an article.</summary>
    /// <param name="article">The article. One that does not hold its text itself, because it was kept before or is read from a <see cref="ITextSource"/>, is given back as it is.</param>
    /// <returns>The same article, equal to it, whose text is not in memory of its own.</returns>
    /// <exception cref="TextStoreException">The temporary file could not be written.</exception>
    public Article Keep(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        return article.IsElsewhere ? article : article.WithText(Keep(article.Text));
    }

    /// <summary>Makes an article of a text in UTF-8, without a string in between.</summary>
    /// <param name="id">The article's id.</param>
    /// <param name="utf8">The text. Invalid bytes are replaced with U+FFFD as <see cref="Encoding.UTF8"/> does.</param>
    /// <returns>The article; give it a title, source and date with <c>with</c>.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null or empty.</exception>
    /// <exception cref="TextStoreException">The temporary file could not be written.</exception>
    public Article Keep(string id, ReadOnlySpan<byte> utf8) =>
        new(id, Utf8.IsValid(utf8) ? Keep(utf8, Utf16Length.Of(utf8), isUtf8: true) : Keep(Encoding.UTF8.GetString(utf8)));

    /// <summary>Lets go of memory that is held for further texts, to be called when there will be none for a while. The garbage collector takes it when it comes by.</summary>
    public void TrimExcess()
    {
        lock (inMemory)
        {
            spare.Clear();
        }
    }

    /// <summary>Forgets all texts. Articles that were kept here have none from then on: asking for one throws.</summary>
    public void Dispose()
    {
        lock (inMemory)
        {
            isDisposed = true;
            inMemory.Clear();
            spare.Clear();
            filling = null;
            file?.Dispose();
        }
    }

    /// <summary>The bytes of a text, in <paramref name="scratch"/>, which grows as needed.</summary>
    internal ReadOnlySpan<byte> Read(TextChunk chunk, int start, int count, ref byte[] scratch)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        Span<byte> bytes = Scratch.Grow(ref scratch!, count);
        if (chunk.TryRead(start, bytes))
        {
            return bytes;
        }

        try
        {
            file!.Read(bytes, chunk.FileStart + start);
        }
        catch (IOException exception)
        {
            throw new TextStoreException(folder, exception);
        }

        return bytes;
    }

    private KeptText Keep(string text)
    {
        // UTF-8 has no form for half a surrogate pair.
        int bytes = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            return Utf8.FromUtf16(text, buffer, out _, out int written, replaceInvalidSequences: false) == OperationStatus.Done
                ? Keep(buffer.AsSpan(0, written), text.Length, isUtf8: true)
                : Keep(MemoryMarshal.AsBytes(text.AsSpan()), text.Length, isUtf8: false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private KeptText Keep(ReadOnlySpan<byte> bytes, int length, bool isUtf8)
    {
        TextChunk chunk;
        int start;
        lock (inMemory)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (filling is null || filling.Room < bytes.Length)
            {
                Begin(bytes.Length);
            }

            TextBytes += bytes.Length;
            chunk = filling!;
            start = chunk.Reserve(bytes.Length);
        }

        // Memory that is touched for the first time is slow, and other threads have texts to keep.
        chunk.Write(bytes, start);
        return new KeptText(this, chunk, start, bytes.Length, length, isUtf8);
    }

    /// <summary>Begins a chunk, and moves earlier ones out of memory until all that is left fits.</summary>
    private void Begin(int leastBytes)
    {
        if (filling is not null)
        {
            inMemory.Enqueue(filling);
        }

        int capacity = Math.Max(chunkBytes, leastBytes);
        while (heldBytes + capacity > MemoryBytes && inMemory.TryDequeue(out TextChunk? oldest))
        {
            Spill(oldest);
        }

        filling = new TextChunk(capacity == chunkBytes && spare.TryPop(out byte[]? buffer) ? buffer : GC.AllocateUninitializedArray<byte>(capacity));
        heldBytes += capacity;
    }

    private void Spill(TextChunk chunk)
    {
        try
        {
            file ??= new SpillFile(folder);
            byte[] buffer = chunk.MoveTo(file.Append(chunk.Content()));
            if (buffer.Length == chunkBytes)
            {
                spare.Push(buffer);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TextStoreException(folder, exception);
        }

        heldBytes -= chunk.Capacity;
    }
}
