using System.CommandLine;
using Dedup.Signatures;

namespace Dedup.Cli.Commands;

/// <summary><c>dedup index create FOLDER</c>: an empty index with its options.</summary>
internal sealed class IndexCreateCommand
{
    private readonly Argument<string> folder = IndexFolder.Argument();
    private readonly DetectionOptions detection = new();

    private readonly Option<int> sketchScale = new("--sketch-scale")
    {
        Description = "Sample one in so many shingles; 4 finds nearly all passages of 40 words instead of four in ten, for a larger index",
        HelpName = "N",
        CustomParser = OptionParsing.Whole("--sketch-scale"),
        DefaultValueFactory = static _ => new PositionalSketchOptions().Scale,
    };

    public Command Build()
    {
        Command command = new("create", "Make an empty index. It keeps these options.");
        command.Add(folder);
        detection.AddTo(command);
        command.Add(sketchScale);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(folder);
        if (IndexFolder.IsIndex(path))
        {
            throw new FatalException($"{path} is an index already");
        }

        DedupOptions options = DetectionOptions.Set(sketchScale, parsed, value =>
        {
            DedupOptions read = detection.Read(parsed);
            return read with { Sketch = read.Sketch with { Scale = value } };
        });
        IndexFolder.Use(path, () => DuplicateIndex.Open(path, options)).Dispose();
        return ExitCode.Success;
    }
}
