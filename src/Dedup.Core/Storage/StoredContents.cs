using Dedup.Candidates;
using Dedup.Signatures;
using Dedup.Streaming;

namespace Dedup.Storage;

/// <summary>The contents of an index that lives in a folder: segments, the articles removed from them, and in memory what was added since the last segment was written.</summary>
/// <remarks>
/// What a commit wrote is never changed. An operation that fails half-way leaves the last commit as it was, but what this object holds is not known any more, so it refuses to go on.
/// </remarks>
internal sealed partial class StoredContents : IndexContents
{
    // What was added and not committed moves to a file when it takes this much memory, or so many articles.
    private const long MostTailBytes = 256L << 20;
    private const int MostTailArticles = 1 << 17;

    /// <summary>How much memory pages take at most, unless somebody says otherwise.</summary>
    internal const long UsualCacheBytes = 256L << 20;

    /// <summary>How many slots a commit merges itself at most: about half a second's work; a quarter of that when it can be done beside what comes after it.</summary>
    internal const int UsualMergedAtOnce = 1 << 16;

    private readonly IStorageFolder folder;
    private readonly IDisposable? writerLock;
    private readonly PageCache cache;
    private readonly int mostMergedAtOnce;
    private readonly int mostPerKey;
    private readonly string storedOptions;
    private List<Segment> segments = [];
    private Manifest manifest;
    private RemovedArticles removed = new();
    private Tail tail;
    private ulong nextFile;
    private int articles;
    private bool isChanged;
    private bool isRemovedChanged;
    private Exception? failure;
    private BackgroundMerge? merging;

    private StoredContents(IStorageFolder folder, IDisposable? writerLock, Manifest manifest, DedupOptions options, long cacheBytes, int mostMergedAtOnce)
    {
        cache = new PageCache(cacheBytes);
        this.mostMergedAtOnce = mostMergedAtOnce;
        this.folder = folder;
        this.writerLock = writerLock;
        this.manifest = manifest;
        storedOptions = manifest.Options;
        Options = options;
        Banding = options.Detect.HasFlag(Detect.Resemblance) ? CandidateFinder.BandingOf(options) : null;
        Sketch = StoredOptions.ReadSketch(manifest.Options);
        LeastBound = ulong.MaxValue / (ulong)Sketch.Scale;
        Proposed = Math.Min(options.Candidates.BucketLimit + 1, 1_000_000);
        mostPerKey = PostingIndex.ListedFor(Proposed);
        tail = NewTail(manifest.NextNumber);
    }

    /// <summary>The options it works by.</summary>
    internal DedupOptions Options { get; }

    internal LshBanding? Banding { get; }

    internal override PositionalSketchOptions Sketch { get; }

    /// <summary>Every sketch is complete below this; see <see cref="PositionalSketch"/>.</summary>
    internal ulong LeastBound { get; }

    /// <summary>How many families a bucket proposes: one more than the options say, since an article that is in the index and asked about takes a place itself.</summary>
    internal int Proposed { get; }

    internal IReadOnlyList<Segment> Segments => segments;

    internal RemovedArticles Removed => removed;

    internal Tail Tail => tail;

    internal override int Count => articles;

    /// <summary>Opens an index for writing, and makes one where there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">The options it must have, or gets; what is stored, or the defaults, when null.</param>
    /// <param name="cacheBytes">How much memory pages take at most.</param>
    /// <param name="mostMergedAtOnce">How many slots a commit merges itself.</param>
    internal static StoredContents Open(IStorageFolder folder, DedupOptions? options, long cacheBytes = UsualCacheBytes, int mostMergedAtOnce = UsualMergedAtOnce)
    {
        IDisposable only = folder.LockForWriting();
        try
        {
            Manifest? last = Manifest.Load(folder);
            if (last is null)
            {
                last = StoredFolder.Begin(folder, options ?? new DedupOptions());
            }
            else
            {
                StoredFolder.DeleteLeftovers(folder, last);
            }

            DedupOptions stored = StoredOptions.Read(last.Options, folder.Path);
            if (options is not null)
            {
                StoredOptions.CheckEqual(stored, options, folder.Path);
            }

            return new StoredContents(folder, only, last, stored, cacheBytes, mostMergedAtOnce).Load();
        }
        catch
        {
            only.Dispose();
            throw;
        }
    }

    /// <summary>Opens the last commit of an index for reading.</summary>
    internal static StoredContents OpenRead(IStorageFolder folder, long cacheBytes = UsualCacheBytes)
    {
        Manifest last = Manifest.Load(folder) ?? throw new FileNotFoundException($"{folder.Path} is no index: it has no manifest.");
        return new StoredContents(folder, writerLock: null, last, StoredOptions.Read(last.Options, folder.Path), cacheBytes, mostMergedAtOnce: 0).Load();
    }

    internal override bool Contains(string id)
    {
        CheckUsable();
        return NumberOf(id) != None;
    }

    internal override List<Article> ListArticles(long heldBytes)
    {
        CheckUsable();
        SegmentText.Room room = new(heldBytes);
        List<Article> listed = new(articles);
        foreach (Segment segment in segments)
        {
            listed.AddRange(segment.ListArticles(number => !removed.IsRemoved(number), room));
        }

        listed.AddRange(Enumerable.Range(tail.First, tail.Count).Where(number => !removed.IsRemoved(number)).Select(number => tail[number].Article));
        return listed;
    }

    internal override IndexLookup NewLookup(ArticleSigner signer) => new StoredLookup(this, signer);

    internal override void Add(Article article, SignedArticle signed, int family)
    {
        CheckWritable();
        Do("adding an article", () =>
        {
            if (tail.Next == int.MaxValue)
            {
                throw new NotSupportedException("The index has numbered 2,147,483,647 articles, more than it can: make a new one of what it holds.");
            }

            tail.Add(article, signed, family);
            articles++;
            isChanged = true;
            if (tail.TextBytes >= MostTailBytes || tail.Count >= MostTailArticles)
            {
                WriteTail();
            }
        });
    }

    /// <summary>The segment that covers a number of an article; null when it is in memory.</summary>
    internal Segment? SegmentOf(int number)
    {
        for (int i = segments.Count - 1; i >= 0; i--)
        {
            if (segments[i].Covers(number))
            {
                return segments[i];
            }
        }

        return number >= tail.First ? null : throw new InvalidDataException($"{folder.Path}: damaged: article {number} stands in no segment.");
    }

    internal StoredHead HeadOf(int number) => SegmentOf(number) is { } segment ? segment.ReadHead(number - segment.First) : tail[number].Head;

    internal Article ArticleOf(int number) => SegmentOf(number) is { } segment ? segment.ReadArticle(number - segment.First) : tail[number].Article;

    /// <summary>The articles of a fingerprint that are the first of their families, or those that are not, in order; removed ones too, and some of another fingerprint.</summary>
    internal IEnumerable<int> WithContent(SegmentTable table, ContentHash content)
    {
        ulong key = StoredKeys.OfContent(content);
        List<ulong> found = [];
        foreach (Segment segment in segments)
        {
            found.Clear();
            segment[table].Find(key, found);
            foreach (ulong slot in found)
            {
                yield return segment.First + (int)slot;
            }
        }

        foreach (int number in tail.WithContent(table, content))
        {
            yield return number;
        }
    }

    /// <summary>The numbers of the copies of a family, but for its first article.</summary>
    internal IEnumerable<int> CopiesOf(int family, ContentHash content) =>
        WithContent(SegmentTable.Copies, content).Where(number => !removed.IsRemoved(number) && HeadOf(number).Family == family);

    /// <summary>Goes on to the last commit; for readers.</summary>
    internal void Refresh()
    {
        CheckUsable();
        if (writerLock is null && Manifest.Load(folder) is { } latest && latest.Generation != manifest.Generation)
        {
            List<Segment> before = segments;
            manifest = latest;
            Load();
            before.ForEach(static segment => segment.Dispose());
            BeginEpoch();
        }
    }

    internal IndexStatistics Statistics() => new()
    {
        Articles = articles,
        Removed = removed.Count,
        Segments = segments.Count,
        Generation = manifest.Generation,
        Uncommitted = tail.Count,
        TextBytes = segments.Sum(static segment => segment.TextBytes),
        IndexBytes = segments.Sum(static segment => segment.File.FileBytes - segment.TextBytes) + manifest.RemovedFileBytes,
    };

    public override void Dispose()
    {
        try
        {
            EndMerging();
        }
        finally
        {
            segments.ForEach(static segment => segment.Dispose());
            segments = [];
            failure = new ObjectDisposedException(nameof(DuplicateIndex));
            writerLock?.Dispose();
        }
    }

    /// <summary>Refuses to answer from what is not known to be right.</summary>
    internal void CheckUsable()
    {
        ObjectDisposedException.ThrowIf(failure is ObjectDisposedException, typeof(DuplicateIndex));
        if (failure is not null)
        {
            throw new InvalidOperationException($"The index {folder.Path} failed before ({failure.Message}) and cannot go on: open it anew. Its last commit is intact.", failure);
        }
    }

    private int NumberOf(string id)
    {
        int number = tail.NumberOf(id);
        if (number != None && !removed.IsRemoved(number))
        {
            return number;
        }

        ulong key = StoredKeys.OfId(id);
        List<ulong> found = [];
        for (int i = segments.Count - 1; i >= 0; i--)
        {
            found.Clear();
            segments[i][SegmentTable.Ids].Find(key, found);
            foreach (int slot in found)
            {
                if (!removed.IsRemoved(segments[i].First + slot) && string.Equals(segments[i].ReadId(slot), id, StringComparison.Ordinal))
                {
                    return segments[i].First + slot;
                }
            }
        }

        return None;
    }

    private StoredContents Load()
    {
        // A writer may merge what the manifest lists before it is opened here; then there is a later manifest.
        const int MostTries = 100;
        for (int tried = 1; ; tried++)
        {
            List<Segment> opened = [];
            try
            {
                foreach (ManifestSegment entry in manifest.Segments)
                {
                    Segment segment = new(folder, entry.Number, entry.FileBytes, cache);
                    opened.Add(segment);
                    if (segment.First != entry.First || segment.Slots != entry.Slots)
                    {
                        throw segment.Damaged(0, "the manifest says otherwise");
                    }
                }

                removed = manifest.RemovedFile == 0 ? new RemovedArticles() : RemovedArticles.Load(folder, manifest.RemovedFile, manifest.RemovedFileBytes, cache);
                segments = opened;
                articles = manifest.Articles;
                nextFile = manifest.NextFile;
                tail = NewTail(manifest.NextNumber);
                return this;
            }
            catch (Exception exception)
            {
                opened.ForEach(static segment => segment.Dispose());
                if (exception is InvalidDataException && writerLock is null && tried < MostTries && Manifest.Load(folder) is { } later && later.Generation != manifest.Generation)
                {
                    manifest = later;
                    continue;
                }

                throw;
            }
        }
    }

    private Tail NewTail(int first) => new(Options, Banding, LeastBound, first, mostPerKey);

    private void CheckWritable()
    {
        CheckUsable();
        if (writerLock is null)
        {
            throw new InvalidOperationException($"The index {folder.Path} is open for reading: open it with DuplicateIndex.Open to change it.");
        }
    }
}
