namespace Dedup.Cli.Reading;

/// <summary>What the fields of a JSON Lines object are called.</summary>
internal sealed record FieldNames(string Id = "id", string Text = "text", string Title = "title", string Source = "source", string Date = "date");
