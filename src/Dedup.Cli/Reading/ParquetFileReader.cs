using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Dedup.Cli.Reading;

/// <summary>Reads Parquet files: an article from each row, of the columns that an article has and no others.</summary>
internal sealed class ParquetFileReader(FieldNames names, Problems problems, ReadingLimits limits)
{
    private static readonly byte[] FileMark = [.. "PAR1"u8];

    /// <summary>Whether the bytes are the beginning of a Parquet file.</summary>
    public static bool IsMark(ReadOnlySpan<byte> head) => head.StartsWith(FileMark);

    /// <summary>Reads all rows, or up to where the file cannot be read on.</summary>
    /// <param name="path">The file; Parquet cannot be read from a pipe, since its end comes first.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="accept">Takes each article; its line is the row, counted from 1.</param>
    public void Read(string path, string file, Action<Article, Place> accept)
    {
        long row = 0;
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        try
        {
            ReadAll().GetAwaiter().GetResult();
        }
#pragma warning disable CA1031 // A damaged file makes the library throw whatever it stumbles over; none of it may end the run.
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException or FatalException))
#pragma warning restore CA1031
        {
            Report(ProblemKind.BrokenTable, $"cannot be read as Parquet: {exception.Message.Split('\n', '\r')[0].TrimEnd('.')} (the rows before are kept, the rest is skipped)");
        }

        void Report(ProblemKind kind, string what) => problems.Add(kind, file, new Place(file, row), what);

        async Task ReadAll()
        {
            await using ParquetReader reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true).ConfigureAwait(false);
            if (Missing(reader.Schema) is { } missing)
            {
                Report(ProblemKind.BrokenTable, missing);
                return;
            }

            for (int group = 0; group < reader.RowGroupCount; group++)
            {
                using ParquetRowGroupReader rows = reader.OpenRowGroupReader(group);
                string?[] id = await Column(rows, Field(reader.Schema, names.Id)!).ConfigureAwait(false);
                string?[] text = await Column(rows, Field(reader.Schema, names.Text)!).ConfigureAwait(false);
                string?[]? title = await OptionalColumn(rows, names.Title).ConfigureAwait(false);
                string?[]? source = await OptionalColumn(rows, names.Source).ConfigureAwait(false);
                string?[]? date = await OptionalColumn(rows, names.Date).ConfigureAwait(false);
                for (int i = 0; i < text.Length; i++)
                {
                    row++;
                    Accept(id[i], text[i], title?[i], source?[i], date?[i]);
                }
            }

            async Task<string?[]?> OptionalColumn(ParquetRowGroupReader rows, string name) =>
                Field(reader.Schema, name) is { } field && CanRead(field) ? await Column(rows, field).ConfigureAwait(false) : null;
        }

        void Accept(string? id, string? text, string? title, string? source, string? date)
        {
            if (string.IsNullOrEmpty(id))
            {
                Report(ProblemKind.NoId, $"\"{names.Id}\" is empty (row skipped)");
            }
            else if (text is null)
            {
                Report(ProblemKind.NoText, $"\"{names.Text}\" is null (row skipped)");
            }
            else if (text.Length > limits.RecordBytes)
            {
                Report(ProblemKind.TooLong, $"{limits.TooLong} (row skipped)");
            }
            else
            {
                DateTimeOffset? parsed = null;
                if (date is not null && (parsed = ArticleDate.Parse(date)) is null)
                {
                    Report(ProblemKind.BadField, $"\"{names.Date}\" is not a date such as 2024-05-31 or 2024-05-31T09:30:00Z (article kept without it)");
                }

                accept(new Article(id, text) { Title = title, Source = source, Date = parsed }, new Place(file, row));
            }
        }
    }

    private string? Missing(ParquetSchema schema)
    {
        foreach ((string name, string option, string wanted) in ((string, string, string)[])[(names.Id, "--id-field", "strings or whole numbers"), (names.Text, "--text-field", "strings")])
        {
            DataField? field = Field(schema, name);
            if (field is null)
            {
                return $"no column \"{name}\"; name it with {option} if it is called otherwise (file skipped)";
            }

            if (!CanRead(field) || (name == names.Text && !IsString(field)))
            {
                return $"the column \"{name}\" does not hold {wanted} (file skipped)";
            }
        }

        return null;
    }

    private static DataField? Field(ParquetSchema schema, string name) => schema.Fields.OfType<DataField>().FirstOrDefault(field => field.Name == name);

    // The library reads strings as either.
    private static bool IsString(DataField field) => field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    private static bool CanRead(DataField field) =>
        !field.IsArray && (IsString(field) || field.ClrType == typeof(long) || field.ClrType == typeof(int) || field.ClrType == typeof(DateTime));

    private static async Task<string?[]> Column(ParquetRowGroupReader rows, DataField field)
    {
        int count = checked((int)rows.RowCount);
        if (IsString(field))
        {
            string?[] strings = new string?[count];
            await rows.ReadAsync(field, strings.AsMemory()).ConfigureAwait(false);
            return strings;
        }

        return field.ClrType == typeof(long) ? await Values<long>(static value => value.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false)
            : field.ClrType == typeof(int) ? await Values<int>(static value => value.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false)
            : await Values<DateTime>(static value => value.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)).ConfigureAwait(false);

        async Task<string?[]> Values<T>(Func<T, string> show)
            where T : struct
        {
            if (field.IsNullable)
            {
                T?[] values = new T?[count];
                await rows.ReadAsync(field, values.AsMemory()).ConfigureAwait(false);
                return [.. values.Select(value => value is { } known ? show(known) : null)];
            }

            T[] all = new T[count];
            await rows.ReadAsync<T>(field, all.AsMemory()).ConfigureAwait(false);
            return [.. all.Select(show)];
        }
    }
}
