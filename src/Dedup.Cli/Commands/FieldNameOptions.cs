using System.CommandLine;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Commands;

/// <summary>The options that say what the fields of JSON Lines are called.</summary>
internal sealed class FieldNameOptions
{
    private static readonly FieldNames Defaults = new();

    private readonly Option<string> id = Field("--id-field", "article's id", Defaults.Id);
    private readonly Option<string> text = Field("--text-field", "text", Defaults.Text);
    private readonly Option<string> title = Field("--title-field", "title", Defaults.Title);
    private readonly Option<string> source = Field("--source-field", "source", Defaults.Source);
    private readonly Option<string> date = Field("--date-field", "date", Defaults.Date);

    public void AddTo(Command command)
    {
        foreach (Option<string> option in (ReadOnlySpan<Option<string>>)[id, text, title, source, date])
        {
            command.Add(option);
        }
    }

    public FieldNames Read(ParseResult parsed) => new(
        parsed.GetRequiredValue(id),
        parsed.GetRequiredValue(text),
        parsed.GetRequiredValue(title),
        parsed.GetRequiredValue(source),
        parsed.GetRequiredValue(date));

    private static Option<string> Field(string option, string what, string name) => new(option)
    {
        Description = $"JSON field that holds the {what}",
        HelpName = "NAME",
        DefaultValueFactory = _ => name,
    };
}
