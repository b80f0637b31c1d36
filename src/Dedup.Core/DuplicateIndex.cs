using Dedup.Candidates;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Streaming;
using Dedup.Verification;

namespace Dedup;

/// <summary>The streaming door: have I seen this before? Thread-safe: any number of threads may ask at once; adding waits for them.</summary>
/// <remarks>
/// <para>
/// Held in memory, texts included, because answers are verified on the texts. Asking and adding cost time in proportion to the article, not to the index, except that each
/// candidate is compared on its text.
/// </para>
/// <para>
/// Verdicts are those of <see cref="Deduplicator.Run"/>, save for two things. Where a list of candidates overflows (<see cref="CandidateOptions.BucketLimit"/>), the articles added first are
/// proposed. And forms, headers and stock phrases are known by what the index holds when it is asked, so an answer can change as articles come; only up to 64 articles that share most with
/// the one asked about are counted, or 128 where a passage is in doubt. That is plenty for <see cref="VerificationOptions.TemplateArticles"/>, but some passages stay that stand in more articles than
/// <see cref="VerificationOptions.PassageArticles"/>.
/// </para>
/// <para>
/// Articles are found by a sample of their shingles, and passages by anchors, as in a batch; and by their smallest shingles where nothing but resemblance is looked for, so that
/// <see cref="CandidateOptions.Banding"/> here decides about texts too short to shingle alone.
/// </para>
/// </remarks>
public sealed partial class DuplicateIndex : IDisposable
{
    private readonly ReaderWriterLockSlim gate = new();
    private readonly Shingler shingler;
    private readonly MinHash? minHash;
    private readonly IndexContents contents;
    private readonly WorkerPool workers;

    private DuplicateIndex(DedupOptions options, IndexContents contents)
    {
        Options = options;
        shingler = new Shingler(options.Shingling);
        minHash = options.Detect.HasFlag(Detect.Resemblance) ? new MinHash(options.MinHash) : null;
        this.contents = contents;
        workers = new WorkerPool(this);
    }

    /// <summary>The options the index was made with.</summary>
    public DedupOptions Options { get; }

    /// <summary>How many articles the index holds.</summary>
    public int Count
    {
        get
        {
            gate.EnterReadLock();
            try
            {
                return contents.Count;
            }
            finally
            {
                gate.ExitReadLock();
            }
        }
    }

    /// <summary>Creates an empty index that lives in memory.</summary>
    /// <param name="options">What to look for and how; the defaults when null. <see cref="DedupOptions.Representative"/>, <see cref="DedupOptions.RecallSample"/> and <see cref="DedupOptions.Threads"/> play no part.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static DuplicateIndex InMemory(DedupOptions? options = null)
    {
        options ??= new DedupOptions();

        // One place more than a bucket proposes: an article that is in the index and asked about takes a place itself, and must see as many others as it did before it was added.
        return new DuplicateIndex(options, new MemoryContents(
            options with { Candidates = options.Candidates with { BucketLimit = Math.Min(options.Candidates.BucketLimit + 1, 1_000_000) } }));
    }

    /// <summary>All articles of the index as it is now, in the order they were added.</summary>
    /// <param name="heldBytes">Of an index in a folder: how much memory is used at most to hold texts that were read, 0 or more. Default 256 MiB. Texts that find no room are read from the files
    /// each time they are asked for, which takes about as long as half of signing them.</param>
    /// <remarks>
    /// <c>Deduplicator.Run(index.ReadArticles(), index.Options)</c> is the batch over an index: it gives the report that a run over the same articles gives. Texts can be read as long as the articles are
    /// there, whatever is added, removed, merged or disposed of meanwhile. Costs reading the files once, texts not unpacked.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="heldBytes"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The index failed before.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    /// <exception cref="InvalidDataException">The index is damaged; the message names file and place.</exception>
    public IReadOnlyList<Article> ReadArticles(long heldBytes = 256L << 20)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(heldBytes);
        gate.EnterReadLock();
        try
        {
            return contents.ListArticles(heldBytes);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <summary>Whether an article of this id is in the index.</summary>
    /// <param name="id">The id, compared ordinally.</param>
    public bool Contains(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        gate.EnterReadLock();
        try
        {
            return contents.Contains(id);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <summary>Adds an article.</summary>
    /// <param name="article">The article; the index keeps it, text included.</param>
    /// <exception cref="ArgumentException">The index holds an article of this id already; it is unchanged.</exception>
    public void Add(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        Add(article, replace: false);
    }

    /// <summary>Adds articles in their order, which is faster than one by one: they are signed on all processors.</summary>
    /// <param name="articles">The articles; the index keeps them, texts included.</param>
    /// <exception cref="ArgumentException">The index holds an article of one of the ids already, or two have the same one. Those before it were added.</exception>
    public void AddRange(IReadOnlyCollection<Article> articles)
    {
        ArgumentNullException.ThrowIfNull(articles);

        // Enough for every processor, few enough that what is signed takes little memory.
        const int AtOnce = 512;
        Queue<(Article[] Articles, Task<SignedArticle[]> Signing)> ahead = new(2);
        foreach (Article[] chunk in articles.Chunk(AtOnce))
        {
            ahead.Enqueue((chunk, Task.Run(() => Sign(chunk))));
            if (ahead.Count == 2)
            {
                // While one chunk is filed, the next one is signed.
                AddSigned(ahead.Dequeue());
            }
        }

        if (ahead.TryDequeue(out (Article[], Task<SignedArticle[]>) last))
        {
            AddSigned(last);
        }
    }

    /// <summary>Removes the article of an id. Answers are then those of an index that never held it, but that buckets which overflowed (<see cref="CandidateOptions.BucketLimit"/>) may
    /// propose fewer articles.</summary>
    /// <param name="id">The id, compared ordinally.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Change(() => contents.Remove(id));
    }

    /// <summary>Adds an article in the place of the one with its id, if there is one. It counts as added last.</summary>
    /// <param name="article">The article; the index keeps it, text included.</param>
    /// <returns>Whether there was one.</returns>
    public bool Replace(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        return Add(article, replace: true);
    }

    /// <summary>Removes the articles that appeared before a moment (<see cref="Article.Date"/>). Those without a date stay. Costs time in proportion to what the index holds.</summary>
    /// <param name="moment">The moment; what appeared at it stays.</param>
    /// <returns>How many were removed.</returns>
    public int RemoveBefore(DateTimeOffset moment) => Change(() => contents.RemoveBefore(moment));

    /// <summary>Removes the articles added first, so that no more than <paramref name="count"/> are left. Costs time in proportion to what is removed.</summary>
    /// <param name="count">How many to keep, 0 or more.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public int RemoveAllButNewest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Change(() => contents.RemoveAllButNewest(count));
    }

    /// <summary>Closes the index. What was not committed is lost; a merge in the background is waited for and made part of the last commit.</summary>
    /// <exception cref="IOException">That merge failed, as on a full disk. The last commit is intact, and what was to be merged is merged another time. Not thrown by an index that failed before.</exception>
    /// <exception cref="InvalidDataException">What was to be merged is damaged; the message names file and place.</exception>
    public void Dispose()
    {
        try
        {
            contents.Dispose();
        }
        finally
        {
            gate.Dispose();
        }
    }

    private SignedArticle[] Sign(Article[] articles)
    {
        SignedArticle[] signed = new SignedArticle[articles.Length];
        Parallel.For(0, articles.Length, workers.Rent, (i, _, worker) =>
        {
            signed[i] = worker.Signer.Sign(articles[i]);
            return worker;
        }, workers.Return);
        return signed;
    }

    private void AddSigned((Article[] Articles, Task<SignedArticle[]> Signing) chunk)
    {
        Worker worker = workers.Rent();
        try
        {
            foreach ((Article article, SignedArticle signed) in chunk.Articles.Zip(chunk.Signing.GetAwaiter().GetResult()))
            {
                Add(article, signed, worker, replace: false);
            }
        }
        finally
        {
            workers.Return(worker);
        }
    }

    private bool Add(Article article, bool replace)
    {
        Worker worker = workers.Rent();
        try
        {
            return Add(article, worker.Signer.Sign(article), worker, replace);
        }
        finally
        {
            workers.Return(worker);
        }
    }

    private bool Add(Article article, SignedArticle signed, Worker worker, bool replace) => Change(() => AddAlone(article, signed, worker, replace));

    /// <summary>Adds an article while nobody else uses the index.</summary>
    private bool AddAlone(Article article, SignedArticle signed, Worker worker, bool replace)
    {
        bool replaced = replace && contents.Remove(article.Id);
        if (!replaced && contents.Contains(article.Id))
        {
            throw new ArgumentException($"The index holds an article \"{article.Id}\" already: ids must be unique.", nameof(article));
        }

        contents.Add(article, signed, signed.TokenCount == 0 ? IndexContents.None : FamilyOf(article, signed, worker));
        return replaced;
    }

    private T Change<T>(Func<T> change)
    {
        gate.EnterWriteLock();
        try
        {
            return change();
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    /// <summary>The scratch memory of one thread at work.</summary>
    private sealed class Worker(DuplicateIndex index)
    {
        internal ArticleSigner Signer { get; } = new(index.shingler, index.minHash, index.contents.Sketch, index.Options.Verification.ShortTextTokens, wordsOnly: true);

        internal PairVerifier Verifier { get; } = new(index.Options, index.shingler);

        internal IndexLookup Lookup => field ??= index.contents.NewLookup(Signer);

        internal IndexFrequencies Frequencies => field ??= new IndexFrequencies(index.Options, index.shingler, Verifier, Lookup, () => index.contents.Epoch);

        internal List<int> Candidates { get; } = [];
    }

    private sealed class WorkerPool(DuplicateIndex index)
    {
        // No bag: what lies in one is held by the threads that put it there, and a worker holds the whole index.
        private readonly System.Collections.Concurrent.ConcurrentStack<Worker> idle = [];

        internal Worker Rent() => idle.TryPop(out Worker? worker) ? worker : new Worker(index);

        internal void Return(Worker worker) => idle.Push(worker);
    }
}
