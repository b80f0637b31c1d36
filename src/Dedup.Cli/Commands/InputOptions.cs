using System.CommandLine;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Commands;

/// <summary>The options that say how input is read, beside the names of its fields.</summary>
internal sealed class InputOptions
{
    private readonly Option<RecordFormat?> pipeFormat = new("--input-format")
    {
        Description = "What comes through standard input or another pipe: jsonl, json (an array), csv, tsv, html or text [default: jsonl if it starts with {, json if with [ and {, else text]",
        HelpName = "FORMAT",
        CustomParser = OptionParsing.InputFormat,
    };

    private readonly Option<long> mostRecordBytes = new("--max-record")
    {
        Description = "The longest line, record or text file, in bytes or with K, M or G; a longer one is reported and left out [default: 256M]",
        HelpName = "SIZE",
        CustomParser = OptionParsing.Size("--max-record", "a size from 1 to 1G, such as 256M", least: 1, ReadingLimits.MostRecordBytes),
    };

    private readonly Option<int> mostRatio = new("--max-ratio")
    {
        Description = "How many times its packed size a file may unpack to, against files made to fill the memory; 0 is no limit",
        HelpName = "N",
        CustomParser = OptionParsing.Whole("--max-ratio"),
        DefaultValueFactory = static _ => new ReadingLimits().Ratio,
    };

    public void AddTo(Command command)
    {
        command.Add(pipeFormat);
        command.Add(mostRecordBytes);
        command.Add(mostRatio);
    }

    public RecordFormat? PipeFormat(ParseResult parsed) => parsed.GetValue(pipeFormat);

    /// <exception cref="FatalException">A value is out of range.</exception>
    public ReadingLimits Limits(ParseResult parsed)
    {
        int ratio = parsed.GetRequiredValue(mostRatio);
        return ratio < 0 ? throw new FatalException($"--max-ratio must be 0 or more, not {ratio}") : new ReadingLimits(RecordBytes(parsed), ratio);
    }

    // A default of the option itself would be shown as a number of bytes.
    private int RecordBytes(ParseResult parsed) => parsed.GetResult(mostRecordBytes) is null ? new ReadingLimits().RecordBytes : (int)parsed.GetValue(mostRecordBytes);
}
