using System.CommandLine;
using System.Globalization;
using Dedup.Verification;

namespace Dedup.Cli.Commands;

/// <summary>The options that say what counts as a duplicate, shared by the commands. Their defaults are those of the library.</summary>
internal sealed class DetectionOptions
{
    private static readonly VerificationOptions Defaults = new();

    private readonly Option<Detect> detect = new("--detect")
    {
        Description = "What to look for: a list of resemblance, containment and passages",
        HelpName = "KINDS",
        CustomParser = OptionParsing.Detection,
    };

    private readonly Option<double> jaccard = new("--jaccard")
    {
        Description = "Least Jaccard similarity of near-duplicates, above 0 to 1",
        HelpName = "SHARE",
        CustomParser = OptionParsing.Share("--jaccard"),
        DefaultValueFactory = static _ => Defaults.JaccardThreshold,
    };

    private readonly Option<double> containment = new("--containment")
    {
        Description = "Least share of a text that lies in another for it to be contained, above 0 to 1",
        HelpName = "SHARE",
        CustomParser = OptionParsing.Share("--containment"),
        DefaultValueFactory = static _ => Defaults.ContainmentThreshold,
    };

    private readonly Option<bool> shinglesOnly = new("--shingles-only")
    {
        Description = "Go by --jaccard and --containment alone: leave out articles edited so much that only their words in order show it",
    };

    private readonly Option<int> passageWords = new("--passage-words")
    {
        Description = "Least number of words in common, in order, that make a shared passage",
        HelpName = "N",
        CustomParser = OptionParsing.Whole("--passage-words"),
        DefaultValueFactory = static _ => Defaults.PassageTokens,
    };

    public DetectionOptions() => detect.Description += " [default: all three]";

    /// <param name="command">The command.</param>
    /// <param name="withKinds">Whether the user chooses what to look for.</param>
    public void AddTo(Command command, bool withKinds = true)
    {
        if (withKinds)
        {
            command.Add(detect);
        }

        command.Add(jaccard);
        command.Add(containment);
        command.Add(shinglesOnly);
        command.Add(passageWords);
    }

    /// <summary>The library's options for what the user asked for.</summary>
    /// <exception cref="FatalException">A value is out of range.</exception>
    public DedupOptions Read(ParseResult parsed)
    {
        VerificationOptions verification = Set(jaccard, parsed, value => Defaults with { JaccardThreshold = value });
        verification = Set(containment, parsed, value => verification with { ContainmentThreshold = value });
        verification = Set(passageWords, parsed, value => verification with { PassageTokens = value });
        verification = verification with { AlignWords = !parsed.GetValue(shinglesOnly) };
        DedupOptions options = new() { Verification = verification };
        return parsed.GetResult(detect) is null ? options : options with { Detect = parsed.GetValue(detect) };
    }

    /// <summary>Sets one option, turning the library's refusal into a message that names the option as the user spelt it.</summary>
    public static TResult Set<TValue, TResult>(Option<TValue> option, ParseResult parsed, Func<TValue, TResult> set)
    {
        TValue value = parsed.GetRequiredValue(option);
        try
        {
            return set(value);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // The message starts with the name of a property and ends with that of a parameter; between them stands what must be.
            string message = exception.Message;
            int must = message.IndexOf("must ", StringComparison.Ordinal);
            string reason = message[Math.Max(must, 0)..].Split(". ")[0];
            throw new FatalException(string.Create(CultureInfo.InvariantCulture, $"{option.Name} {reason}, not {value}"));
        }
    }
}
