using System.Text.Unicode;
using CsvHelper;

namespace Dedup.Cli.Reading;

/// <summary>Reads CSV and TSV with a header: an article from each record.</summary>
internal sealed class TableReader(FieldNames names, Problems problems, ReadingLimits limits)
{
    /// <summary>Reads to the end of the table, or to where it cannot be read on.</summary>
    /// <param name="stream">The table.</param>
    /// <param name="format">CSV or TSV.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="accept">Takes each article.</param>
    public void Read(PeekStream stream, RecordFormat format, string file, Action<Article, Place> accept)
    {
        long line = 1;
        try
        {
            using TableStream table = TableStream.Open(stream, format, limits.RecordBytes);
            int id = table.Column(names.Id);
            int text = table.Column(names.Text);
            if (id < 0 || text < 0)
            {
                if (table.Columns.Length > 0)
                {
                    (string name, string option) = id < 0 ? (names.Id, "--id-field") : (names.Text, "--text-field");
                    problems.Add(ProblemKind.BrokenTable, file, new Place(file, 1), $"no column \"{name}\"; name it with {option} if it is called otherwise (file skipped)");
                }

                return;
            }

            int title = table.Column(names.Title);
            int source = table.Column(names.Source);
            int date = table.Column(names.Date);
            while (table.Read())
            {
                line = table.LineNumber;
                if (table.IsUnterminated)
                {
                    Report(ProblemKind.BrokenTable, "a quote is opened and never closed (the rest of the file is skipped)");
                }
                else if (table.FieldCount <= Math.Max(id, text))
                {
                    Report(ProblemKind.NoText, $"has {Figures.Count(table.FieldCount, "field")}, and \"{(table.FieldCount <= text ? names.Text : names.Id)}\" is number {Math.Max(id, text) + 1} (record skipped)");
                }
                else if (table.Field(id) is not { Length: > 0 } key)
                {
                    Report(ProblemKind.NoId, $"\"{names.Id}\" is empty (record skipped)");
                }
                else
                {
                    if (!Utf8.IsValid(table.RawRecord))
                    {
                        Report(ProblemKind.BadEncoding, "invalid UTF-8 (bad bytes replaced with U+FFFD, article kept)");
                    }

                    accept(new Article(key, table.Field(text)) { Title = Optional(table, title), Source = Optional(table, source), Date = Date(Optional(table, date)) }, new Place(file, line));
                }
            }
        }
        catch (CsvFormatException exception)
        {
            line = Math.Max(line, exception.LineNumber);
            Report(ProblemKind.TooLong, $"{limits.TooLong} (the records before are kept, the rest is skipped)");
        }
        catch (Exception exception) when (InputError.Is(exception))
        {
            Report(InputError.KindOf(exception), $"{InputError.Describe(exception)} (the records before are kept, the rest is skipped)");
        }

        void Report(ProblemKind kind, string what) => problems.Add(kind, file, new Place(file, line), what);

        DateTimeOffset? Date(string? value)
        {
            DateTimeOffset? parsed = null;
            if (value is not null && (parsed = ArticleDate.Parse(value)) is null)
            {
                Report(ProblemKind.BadField, $"\"{names.Date}\" is not a date such as 2024-05-31 or 2024-05-31T09:30:00Z (article kept without it)");
            }

            return parsed;
        }
    }

    // An empty field is one that says nothing: tables have no other way.
    private static string? Optional(TableStream table, int column) =>
        column >= 0 && column < table.FieldCount && table.Field(column) is { Length: > 0 } value ? value : null;
}
