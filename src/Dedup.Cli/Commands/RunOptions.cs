using System.CommandLine;
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
        Description = "Sample one in so many shingles; 4 finds nearly all passages of 40 words instead of four in ten, for more memory and time",
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

    public void AddTo(Command command)
    {
        command.Add(sketchScale);
        command.Add(keep);
        command.Add(threads);
    }

    /// <summary>The library's options with what the user asked for, but for the rule, which can depend on the articles.</summary>
    /// <exception cref="FatalException">A value is out of range.</exception>
    public DedupOptions Apply(ParseResult parsed, DedupOptions options)
    {
        options = DetectionOptions.Set(threads, parsed, value => options with { Threads = value });
        return DetectionOptions.Set(sketchScale, parsed, value => options with { Sketch = options.Sketch with { Scale = value } });
    }

    /// <summary>Which article of a cluster to keep.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="articles">All articles, in the order of the input.</param>
    public RepresentativeRule Keep(ParseResult parsed, IReadOnlyList<Article> articles) => parsed.GetValue(keep)?.Invoke(articles) ?? RepresentativeRule.LongestText;
}
