using System.CommandLine;

namespace Dedup.Cli.Commands;

/// <summary>The options that say what a run tells about itself. They change no result.</summary>
internal sealed class MeasuringOptions
{
    /// <summary>Where every second drawn article has one true pair and all are found, the interval is 99.2 % to 100 %.</summary>
    private const int DefaultSample = 1000;

    private readonly Option<bool> stats = new("--stats") { Description = "Time of each stage, its share of the run, and memory, on standard error" };

    private readonly Option<int> estimateRecall = new("--estimate-recall")
    {
        Description = $"Compare N drawn articles exactly with all others and say on standard error how many true pairs were found [default of N: {DefaultSample}]",
        HelpName = "N",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = OptionParsing.OptionalWhole("--estimate-recall", DefaultSample),
    };

    public void AddTo(Command command)
    {
        command.Add(stats);
        command.Add(estimateRecall);
    }

    public bool WantsStatistics(ParseResult parsed) => parsed.GetValue(stats);

    /// <summary>The library's options with the size of the sample that is asked for, if one is.</summary>
    /// <exception cref="FatalException">The size is out of range, or nothing is looked for whose recall can be measured.</exception>
    public DedupOptions Apply(ParseResult parsed, DedupOptions options)
    {
        if (parsed.GetResult(estimateRecall) is not { } asked)
        {
            return options;
        }

        if ((options.Detect & (Detect.Resemblance | Detect.Containment)) == Detect.None)
        {
            throw new FatalException("--estimate-recall measures the recall of resemblance and containment, and --detect asks for neither");
        }

        return asked.Tokens.Count == 0 ? options with { RecallSample = DefaultSample }
            : parsed.GetValue(estimateRecall) == 0 ? throw new FatalException("--estimate-recall must be 1 or more, not 0")
            : DetectionOptions.Set(estimateRecall, parsed, size => options with { RecallSample = size });
    }
}
