using System.Globalization;

namespace Dedup.Cli.Reading;

/// <summary>Reads the dates that articles carry: ISO 8601, and the form of HTTP and RSS in GMT.</summary>
/// <remarks>The framework's lenient parser is not used: it fills what is missing from today's date and takes 01/02 for the second of January.</remarks>
internal static class ArticleDate
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "r",
    ];

    /// <summary>The date, taken as UTC where it names no offset; null when it is none.</summary>
    public static DateTimeOffset? Parse(string value)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        return DateTimeOffset.TryParseExact(CutNanoseconds(value), Formats, CultureInfo.InvariantCulture, Styles, out DateTimeOffset date) ? date : null;
    }

    // A tick is 100 ns, and the parser refuses more digits than a tick can hold.
    private static string CutNanoseconds(string value)
    {
        const int Digits = 7;
        int point = value.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            return value;
        }

        int end = point + 1;
        while (end < value.Length && char.IsAsciiDigit(value[end]))
        {
            end++;
        }

        return end - point - 1 <= Digits ? value : string.Concat(value.AsSpan(0, point + 1 + Digits), value.AsSpan(end));
    }
}
