using System.CommandLine.Parsing;
using System.Globalization;
using Dedup.Cleaning;
using Dedup.Cli.Reading;
using Dedup.Clustering;

namespace Dedup.Cli.Commands;

/// <summary>Parsers of option values, each with an error that names what would have been right.</summary>
/// <remarks>The library's own parsers give messages of several lines, and take "0,8" for 8.</remarks>
internal static class OptionParsing
{
    private const string SourcePrefix = "source:";

    public static OutputFormat Format(ArgumentResult result) => Value(result) switch
    {
        "text" => OutputFormat.Text,
        "jsonl" => OutputFormat.Jsonl,
        "csv" => OutputFormat.Csv,
        var other => Fail<OutputFormat>(result, "--format", "text, jsonl or csv", other),
    };

    public static Detect Detection(ArgumentResult result)
    {
        Detect detect = Detect.None;
        foreach (string word in Value(result).Split(',', StringSplitOptions.TrimEntries))
        {
            detect |= word switch
            {
                "resemblance" => Detect.Resemblance,
                "containment" => Detect.Containment,
                "passages" => Detect.Passages,
                _ => Fail<Detect>(result, "--detect", "a list of resemblance, containment, passages", word),
            };
        }

        return detect;
    }

    /// <summary>The rule once the articles are known: the order of the input is a property of them.</summary>
    public static Func<IReadOnlyList<Article>, RepresentativeRule> Keep(ArgumentResult result)
    {
        string value = Value(result);
        RepresentativeRule? rule = value switch
        {
            "longest" => RepresentativeRule.LongestText,
            "earliest" => RepresentativeRule.EarliestDate,
            "smallest-id" => RepresentativeRule.SmallestId,
            "first" => null,
            _ when value.StartsWith(SourcePrefix, StringComparison.Ordinal) => Sources(result, value[SourcePrefix.Length..]),
            _ => Fail<RepresentativeRule>(result, "--keep", "longest, earliest, first, smallest-id or source:A,B,...", value),
        };
        return articles => rule ?? RepresentativeRule.FirstListed(articles.Select(static article => article.Id));
    }

    public static Removable Remove(ArgumentResult result)
    {
        Removable remove = Removable.None;
        foreach (string word in Value(result).Split(',', StringSplitOptions.TrimEntries))
        {
            remove |= word switch
            {
                "identical" => Removable.Identical,
                "near" => Removable.NearDuplicate,
                "contained" => Removable.Contained,
                "none" => Removable.None,
                _ => Fail<Removable>(result, "--remove", "a list of identical, near, contained, or none", word),
            };
        }

        return remove;
    }

    public static RecordFormat? InputFormat(ArgumentResult result) => Value(result) switch
    {
        "jsonl" => RecordFormat.JsonLines,
        "json" => RecordFormat.Json,
        "csv" => RecordFormat.Csv,
        "tsv" => RecordFormat.Tsv,
        "html" => RecordFormat.Html,
        "text" => RecordFormat.Text,
        var other => Fail<RecordFormat>(result, "--input-format", "jsonl, json, csv, tsv, html or text", other),
    };

    /// <summary>Bytes, or so many K, M or G of 1024, 1024² or 1024³ bytes.</summary>
    public static Func<ArgumentResult, long> Size(string option, string wanted, long least, long most) => result =>
    {
        string value = Value(result);
        int shift = value is [.., 'K' or 'k'] ? 10 : value is [.., 'M' or 'm'] ? 20 : value is [.., 'G' or 'g'] ? 30 : 0;
        return long.TryParse(shift == 0 ? value : value[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number <= most >> shift && number << shift >= least
            ? number << shift
            : Fail<long>(result, option, wanted, value);
    };

    public static Func<ArgumentResult, double> Share(string option) => result =>
        double.TryParse(Value(result), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double share)
            ? share
            : Fail<double>(result, option, "a number such as 0.8", Value(result));

    public static Func<ArgumentResult, int> Whole(string option) => result =>
        int.TryParse(Value(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : Fail<int>(result, option, "a whole number", Value(result));

    /// <summary>A whole number that may be left out. The word after the option is taken for it.</summary>
    public static Func<ArgumentResult, int> OptionalWhole(string option, int otherwise) => result =>
        result.Tokens.Count == 0 ? otherwise
        : int.TryParse(Value(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number
        : Fail<int>(result, option, "a whole number or nothing (paths go before it)", Value(result));

    private static RepresentativeRule Sources(ArgumentResult result, string list)
    {
        string[] sources = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (sources.Length == 0 || sources.Distinct(StringComparer.Ordinal).Count() < sources.Length)
        {
            return Fail<RepresentativeRule>(result, "--keep", "at least one source after source:, each once", list);
        }

        return RepresentativeRule.SourcePriority(sources);
    }

    private static string Value(ArgumentResult result) => result.Tokens[^1].Value;

    private static T Fail<T>(ArgumentResult result, string option, string wanted, string found)
    {
        result.AddError($"{option} takes {wanted}, not \"{found}\"");
        return default!;
    }
}
