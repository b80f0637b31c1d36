using System.Text;

namespace Dedup.Cli.Writing;

/// <summary>Makes text of unknown origin harmless for a terminal: ids, titles and excerpts could otherwise move the cursor, recolour or reorder what is shown.</summary>
internal static class SafeText
{
    /// <summary>
    /// The text without control characters (C0, DEL, C1) and without the characters that reverse the direction of what follows; line ends and tabs become
    /// a space each, lone surrogates U+FFFD.
    /// </summary>
    public static string Clean(string text)
    {
        int first = 0;
        while (first < text.Length && IsHarmless(text[first]))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        StringBuilder clean = new(text, 0, first, text.Length);
        foreach (Rune rune in text.AsSpan(first).EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or '\r' or '\u2028' or '\u2029')
            {
                clean.Append(' ');
            }
            else if (!IsControl(rune.Value))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    private static bool IsHarmless(char unit) => !IsControl(unit) && !char.IsSurrogate(unit) && unit is not ('\u2028' or '\u2029');

    // U+061C, U+200E, U+200F: marks. U+202A..U+202E, U+2066..U+2069: embeddings, overrides, isolates.
    private static bool IsControl(int value) =>
        value is < 0x20 or (>= 0x7F and < 0xA0) or 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
