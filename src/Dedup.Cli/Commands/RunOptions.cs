using System.CommandLine;
using Dedup.Cli.Reading;
using Dedup.Cli.Writing;
using Dedup.Clustering;
using Dedup.Signatures;

namespace Dedup.Cli.Commands;

/// <summary>The options of a run over many articles, shared by the commands that make one.</summary>
internal sealed class RunOptions
{
    private readonly Option<Func<IReadOnlyList<Article>, RepresentativeRule>> keep = new("--keep")
    {
        Description = "Which article of a cluster to keep: longest, earliest, first (in the input), smallest-id, or source:A,B,... (best first) [default: longest]",
        HelpName = "RULE",
        CustomParser = OptionParsing.Keep,
    };

    private readonly Option<int> sketchScale = new("--sketch-scale")
    {
        Description = "Sample one in so many shingles; 4 finds more of the short passages that were edited, for more memory and time",
        HelpName = "N",
        CustomParser = OptionParsing.Whole("--sketch-scale"),
        DefaultValueFactory = static _ => new PositionalSketchOptions().Scale,
    };

    private readonly Option<int> threads = new("--threads")
    {
        Description = "How many threads may work at once; 0 is one per processor. Never changes a result",
        HelpName = "N",
        CustomParser = OptionParsing.Whole("--threads"),
        DefaultValueFactory = static _ => 0,
    };

    private readonly Option<string> checkpoint = new("--checkpoint")
    {
        Description = "Keep what is done in this folder, and go on from there when the same command is run again after an interruption; removed at the end",
        HelpName = "FOLDER",
    };

    private readonly Option<long> memory = new("--memory")
    {
        Description = "About how much memory the run may take, in bytes or with K, M or G; texts that do not fit, and cannot be read again where they stand, go to a temporary file. Never changes a result [default: half of what there is]",
        HelpName = "SIZE",
        CustomParser = OptionParsing.Size("--memory", "a size of 64M or more, such as 2G", least: 64 << 20, most: 1L << 50),
    };

    private readonly Option<bool> split = new("--split")
    {
        Description = "Judge each article of a page that holds several on its own: page#1, page#2, ... Split where a header of the same lines stands above each, or a footer below",
    };

    /// <param name="command">The command.</param>
    /// <param name="ofIndex">Whether the articles stand in an index, which was made with a scale of its own and holds no pages.</param>
    public void AddTo(Command command, bool ofIndex = false)
    {
        if (ofIndex)
        {
            memory.Description = "About how much memory the run may take, in bytes or with K, M or G; texts that do not fit are read from the index whenever they are needed. Never changes a result [default: half of what there is]";
        }
        else
        {
            command.Add(sketchScale);
        }

        command.Add(keep);
        command.Add(threads);
        command.Add(memory);
        if (!ofIndex)
        {
            command.Add(split);
        }

        command.Add(checkpoint);
    }

    /// <summary>The folder to keep what is done in, or null.</summary>
    /// <exception cref="FatalException">It cannot be used.</exception>
    public CheckpointFolder? Checkpoint(ParseResult parsed) => parsed.GetValue(checkpoint) is { } folder ? new CheckpointFolder(folder) : null;

    /// <summary>Whether pages are to be split.</summary>
    public bool Splits(ParseResult parsed) => parsed.GetValue(split);

    /// <summary>The memory that the run may take.</summary>
    public RunMemory Memory(ParseResult parsed) => new(parsed.GetResult(memory) is null ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 : parsed.GetValue(memory));

    /// <summary>Compares all articles, going on from a checkpoint if there is one.</summary>
    public static DedupReport Compare(IReadOnlyList<Article> articles, DedupOptions options, CheckpointFolder? checkpoint, Messages messages, CancellationToken cancellation)
    {
        CollectAfterCandidates progress = new(messages);
        try
        {
            return checkpoint is null ? Deduplicator.Run(articles, options, progress, cancellation) : Deduplicator.Resume(articles, checkpoint, options, progress, cancellation);
        }
        catch (OperationCanceledException) when (checkpoint is not null)
        {
            messages.EndProgress();
            messages.Print("interrupted; the same command goes on from what is done");
            throw;
        }
        catch (AggregateException exception) when (exception.InnerExceptions.FirstOrDefault(static inner => inner is FatalException or TextStoreException) is { } fatal)
        {
            throw new FatalException(fatal.Message);
        }
    }

    /// <summary>The library's options with what the user asked for, but for the rule, which can depend on the articles.</summary>
    /// <exception cref="FatalException">A value is out of range.</exception>
    public DedupOptions Apply(ParseResult parsed, DedupOptions options)
    {
        options = ApplyThreads(parsed, options);
        return DetectionOptions.Set(sketchScale, parsed, value => options with { Sketch = options.Sketch with { Scale = value } });
    }

    /// <summary>The options with the number of threads that the user asked for.</summary>
    /// <exception cref="FatalException">It is out of range.</exception>
    public DedupOptions ApplyThreads(ParseResult parsed, DedupOptions options) => DetectionOptions.Set(threads, parsed, value => options with { Threads = value });

    /// <summary>Which article of a cluster to keep.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="articles">All articles, in the order of the input.</param>
    public RepresentativeRule Keep(ParseResult parsed, IReadOnlyList<Article> articles) => parsed.GetValue(keep)?.Invoke(articles) ?? RepresentativeRule.LongestText;
}
