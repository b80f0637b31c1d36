using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Dedup.Cli.Reading;

/// <summary>Reads an article from one line of JSON without making a string of the line. Not thread-safe.</summary>
/// <param name="names">What the fields are called.</param>
/// <param name="texts">Where texts go, as bytes and never as strings where JSON has them so; each article holds its own when null.</param>
/// <param name="unit">What is skipped when it is broken, for messages.</param>
internal sealed class JsonArticleParser(FieldNames names, TextStore? texts = null, string unit = "line")
{
    /// <summary>What one enormous text has asked for is given back.</summary>
    private const int MostKeptBytes = 4 * 1024 * 1024;

    private const int Id = 0;
    private const int Text = 1;
    private const int Title = 2;
    private const int Source = 3;
    private const int Date = 4;

    // An article needs no depth, but fields that are passed over may have some; the reader's own limit of 64 would refuse the line.
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    private readonly string[] name = [names.Id, names.Text, names.Title, names.Source, names.Date];
    private readonly byte[][] nameBytes =
        [.. new[] { names.Id, names.Text, names.Title, names.Source, names.Date }.Select(Encoding.UTF8.GetBytes)];

    private readonly JsonField[] field = new JsonField[5];

    // The text, if it is not in its field: where it starts in the line, or negative if it stands unescaped in the buffer.
    private (int Start, int Length)? textBytes;
    private byte[] unescaped = [];

    /// <summary>Parses a line.</summary>
    /// <param name="line">One JSON object in UTF-8.</param>
    /// <param name="report">Told what is wrong with the line, whether or not an article comes of it.</param>
    /// <returns>The article, or null when the line holds none.</returns>
    public Article? Parse(ReadOnlySpan<byte> line, Action<ProblemKind, string> report)
    {
        bool isValid = Utf8.IsValid(line);
        if (!isValid)
        {
            line = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line));
        }

        Array.Clear(field);
        textBytes = null;
        if (unescaped.Length > MostKeptBytes)
        {
            unescaped = [];
        }

        try
        {
            Utf8JsonReader reader = new(line, Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                reader.Read();
                report(ProblemKind.BrokenJson, $"not a JSON object ({unit} skipped)");
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader);
            }

            // Throws when anything but white space follows the object.
            reader.Read();
        }
        catch (JsonException exception)
        {
            report(ProblemKind.BrokenJson, $"broken JSON at byte {exception.BytePositionInLine + 1}: {Reason(exception)} ({unit} skipped)");
            return null;
        }

        Article? article = MakeArticle(line, report);
        if (article is not null && !isValid)
        {
            report(ProblemKind.BadEncoding, "invalid UTF-8 (bad bytes replaced with U+FFFD, article kept)");
        }

        return article;
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        // A name that is spelt with escapes may hold half a surrogate pair, which the reader's own comparison throws on.
        string? unescaped = reader.ValueIsEscaped ? JsonText.Read(ref reader, out _) : null;
        int matches = 0;
        for (int i = 0; i < field.Length; i++)
        {
            if (unescaped is null ? reader.ValueSpan.SequenceEqual(nameBytes[i]) : unescaped == name[i])
            {
                matches |= 1 << i;
            }
        }

        reader.Read();
        if (matches == 0)
        {
            reader.Skip();
            return;
        }

        if ((matches & (1 << Text)) != 0)
        {
            textBytes = null;
            field[Text] = default;
            if (texts is not null && matches == 1 << Text && reader.TokenType == JsonTokenType.String && TryTakeText(ref reader))
            {
                return;
            }
        }

        JsonField value = JsonField.Read(ref reader, numbers: (matches & (1 << Id)) != 0);
        for (int i = 0; i < field.Length; i++)
        {
            if ((matches & (1 << i)) != 0)
            {
                field[i] = value;
            }
        }
    }

    private bool TryTakeText(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            textBytes = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            return true;
        }

        // Never longer than with its escapes.
        if (unescaped.Length < reader.ValueSpan.Length)
        {
            unescaped = new byte[Math.Max(reader.ValueSpan.Length, 2 * unescaped.Length)];
        }

        try
        {
            textBytes = (-1, reader.CopyString(unescaped));
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which the other way of reading replaces.
            return false;
        }
    }

    private Article? MakeArticle(ReadOnlySpan<byte> line, Action<ProblemKind, string> report)
    {
        if (string.IsNullOrEmpty(field[Id].Value))
        {
            report(ProblemKind.NoId, $"{Lack(Id, "a string or a number", "--id-field")} ({unit} skipped)");
            return null;
        }

        if (textBytes is null && field[Text].Value is null)
        {
            report(ProblemKind.NoText, $"{Lack(Text, "a string", "--text-field")} ({unit} skipped)");
            return null;
        }

        for (int i = 0; i < field.Length; i++)
        {
            if (field[i].Replaced)
            {
                report(ProblemKind.BadEncoding, $"\"{name[i]}\" holds half a surrogate pair (replaced with U+FFFD, article kept)");
            }
            else if (i > Text && field[i].OtherType is { } otherType)
            {
                report(ProblemKind.BadField, $"\"{name[i]}\" is {otherType}, not a string (article kept without it)");
            }
        }

        DateTimeOffset? date = null;
        if (field[Date].Value is { } value && (date = ArticleDate.Parse(value)) is null)
        {
            report(ProblemKind.BadField, $"\"{name[Date]}\" is not a date such as 2024-05-31 or 2024-05-31T09:30:00Z (article kept without it)");
        }

        string id = field[Id].Value!;
        Article article = textBytes is var (start, length)
            ? texts!.Keep(id, start < 0 ? unescaped.AsSpan(0, length) : line.Slice(start, length))
            : new Article(id, field[Text].Value!);
        return article with { Title = field[Title].Value, Source = field[Source].Value, Date = date };
    }

    private string Lack(int index, string wanted, string option) => field[index] switch
    {
        { OtherType: { } otherType } => $"\"{name[index]}\" is {otherType}, not {wanted}",
        { Value: { } } => $"\"{name[index]}\" is empty",
        _ => $"no \"{name[index]}\"; name the field with {option} if it is called otherwise",
    };

    // The exception's message ends with a position that counts lines within this one line.
    private static string Reason(JsonException exception)
    {
        int position = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (position < 0 ? exception.Message : exception.Message[..position]).TrimEnd('.');
    }
}
