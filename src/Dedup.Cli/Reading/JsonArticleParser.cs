using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Dedup.Cli.Reading;

/// <summary>Reads an article from one line of JSON without making a string of the line. Not thread-safe.</summary>
/// <param name="names">What the fields are called.</param>
/// <param name="texts">Where texts go, as bytes and never as strings where JSON has them so; each article holds its own when null.</param>
/// <param name="unit">What is skipped when it is broken, for messages.</param>
internal sealed partial class JsonArticleParser(FieldNames names, RecordTexts? texts = null, string unit = "line")
{
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

    // The text, if it is not in its field: where it stands in the line, and if it has escapes, where it stands in the buffer without them.
    private (JsonPlace InLine, JsonPlace? InBuffer)? textBytes;
    private byte[] unescaped = [];

    /// <summary>Whether each line goes the way of those that are not plain. Never changes what is read. Default: no.</summary>
    public bool IsAlwaysCareful { get; init; }

    /// <summary>Parses a line.</summary>
    /// <param name="line">One JSON object in UTF-8.</param>
    /// <param name="report">Told what is wrong with the line, whether or not an article comes of it.</param>
    /// <param name="place">Where the line starts in the file; null when that is not known.</param>
    /// <returns>The article, or null when the line holds none.</returns>
    public Article? Parse(ReadOnlySpan<byte> line, Action<ProblemKind, string> report, long? place = null)
    {
        bool isValid = Utf8.IsValid(line);
        if (!isValid)
        {
            line = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line));
            place = null;
        }

        // What one enormous text has asked for is given back, unless others follow it.
        if (LineBatch.IsSparse(unescaped, line.Length))
        {
            unescaped = [];
        }

        Forget();
        if ((IsAlwaysCareful || !TryReadPlainly(line)) && !TryReadCarefully(line, report))
        {
            return null;
        }

        Article? article = MakeArticle(line, report, place);
        if (article is not null && !isValid)
        {
            report(ProblemKind.BadEncoding, "invalid UTF-8 (bad bytes replaced with U+FFFD, article kept)");
        }

        return article;
    }

    private void Forget()
    {
        Array.Clear(field);
        textBytes = null;
    }

    private bool TryReadCarefully(ReadOnlySpan<byte> line, Action<ProblemKind, string> report)
    {
        Forget();
        try
        {
            Utf8JsonReader reader = new(line, Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                reader.Read();
                report(ProblemKind.BrokenJson, $"not a JSON object ({unit} skipped)");
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader);
            }

            // Throws when anything but white space follows the object.
            reader.Read();
            return true;
        }
        catch (JsonException exception)
        {
            report(ProblemKind.BrokenJson, $"broken JSON at byte {exception.BytePositionInLine + 1}: {Reason(exception)} ({unit} skipped)");
            return false;
        }
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        // A name that is spelt with escapes may hold half a surrogate pair, which the reader's own comparison throws on.
        string? unescaped = reader.ValueIsEscaped ? JsonText.Read(ref reader, out _) : null;
        int matches = unescaped is null ? Matches(reader.ValueSpan) : Matches(Encoding.UTF8.GetBytes(unescaped));
        reader.Read();
        if (matches == 0)
        {
            reader.Skip();
            return;
        }

        if (texts is not null && matches == 1 << Text && reader.TokenType == JsonTokenType.String && TryTakeText(ref reader))
        {
            field[Text] = default;
            return;
        }

        Set(matches, JsonField.Read(ref reader, numbers: (matches & (1 << Id)) != 0));
    }

    /// <summary>The fields that have a name, one bit each: the user may call two of them the same.</summary>
    private int Matches(ReadOnlySpan<byte> property)
    {
        int matches = 0;
        for (int i = 0; i < nameBytes.Length; i++)
        {
            matches |= property.SequenceEqual(nameBytes[i]) ? 1 << i : 0;
        }

        return matches;
    }

    // Of two equal names the last counts.
    private void Set(int matches, JsonField value)
    {
        for (int i = 0; i < field.Length; i++)
        {
            if ((matches & (1 << i)) != 0)
            {
                field[i] = value;
            }
        }

        if ((matches & (1 << Text)) != 0)
        {
            textBytes = null;
        }
    }

    private bool TryTakeText(ref Utf8JsonReader reader)
    {
        JsonPlace inLine = new((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        if (!reader.ValueIsEscaped)
        {
            textBytes = (inLine, null);
            return true;
        }

        // Never longer than with its escapes.
        if (unescaped.Length < reader.ValueSpan.Length)
        {
            unescaped = new byte[Math.Max(reader.ValueSpan.Length, 2 * unescaped.Length)];
        }

        try
        {
            textBytes = (inLine, new JsonPlace(0, reader.CopyString(unescaped)));
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which the other way of reading replaces.
            return false;
        }
    }

    private Article? MakeArticle(ReadOnlySpan<byte> line, Action<ProblemKind, string> report, long? place)
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
        Article article = textBytes is var (inLine, inBuffer)
            ? texts!.Keep(id, Content(line, inLine, inBuffer), place + inLine.Start, inLine.Length)
            : new Article(id, field[Text].Value!);
        string? title = field[Title].Value;
        string? source = field[Source].Value;
        return title is null && source is null && date is null ? article : article with { Title = title, Source = source, Date = date };
    }

    private ReadOnlySpan<byte> Content(ReadOnlySpan<byte> line, JsonPlace inLine, JsonPlace? inBuffer) =>
        inBuffer is { } plain ? unescaped.AsSpan(plain.Start, plain.Length) : line.Slice(inLine.Start, inLine.Length);

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

    /// <summary>Bytes that are a string.</summary>
    private readonly record struct JsonPlace(int Start, int Length);
}
