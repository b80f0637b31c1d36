using System.Text;
using Dedup.Text;

namespace Dedup.Core.Tests.Text;

/// <summary>The tokens of a text by the plainest means: lists and strings, several passes, everything kept. Takes the table as given and nothing else from the library.</summary>
internal static class ReferenceTokenizer
{
    /// <summary>A token as its normalised code points.</summary>
    internal sealed record Token(int[] CodePoints, TokenKind Kind, int Start, int End)
    {
        public string Text => string.Join(' ', CodePoints.Select(c => $"{c:X4}"));

        public byte[] Bytes { get; } = [.. CodePoints.SelectMany(Utf8)];
    }

    private sealed record Letter(int CodePoint, CharacterClass Class, TokenKind Kind, int Order, int Start, int End);

    public static List<Token> Tokens(string text) => Assemble(ReadLetters(CodePoints(text)));

    public static List<Token> Tokens(byte[] utf8) => Assemble(ReadLetters(CodePoints(utf8)));

    private static IEnumerable<(int CodePoint, int Start, int End)> CodePoints(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                yield return (char.ConvertToUtf32(text[i], text[i + 1]), i, i + 2);
                i++;
            }
            else
            {
                yield return (text[i], i, i + 1);
            }
        }
    }

    private static List<(int CodePoint, int Start, int End)> CodePoints(byte[] utf8)
    {
        List<(int, int, int)> codePoints = [];
        for (int i = 0; i < utf8.Length;)
        {
            Rune.DecodeFromUtf8(utf8.AsSpan(i), out Rune rune, out int bytes);
            codePoints.Add((rune.Value, i, i + bytes));
            i += bytes;
        }

        return codePoints;
    }

    /// <summary>Each code point as what it stands for, with what is ignored left out.</summary>
    private static List<Letter> ReadLetters(IEnumerable<(int CodePoint, int Start, int End)> codePoints)
    {
        List<Letter> letters = [];
        foreach ((int codePoint, int start, int end) in codePoints)
        {
            uint entry = CharacterTable.EntryOf(codePoint);
            int[] parts = CharacterTable.ClassOf(entry) == CharacterClass.Expansion ? CharacterTable.ExpansionOf(entry).ToArray() : [codePoint];
            foreach (uint part in parts.Select(CharacterTable.EntryOf))
            {
                if (CharacterTable.ClassOf(part) != CharacterClass.Ignored)
                {
                    letters.Add(new Letter(CharacterTable.CodePointOf(part), CharacterTable.ClassOf(part), CharacterTable.KindOf(part), CharacterTable.OrderOf(part), start, end));
                }
            }
        }

        return letters;
    }

    private static List<Token> Assemble(List<Letter> letters)
    {
        List<Token> tokens = [];
        List<Letter> current = [];
        bool isCharacter = false;
        foreach (Letter letter in letters)
        {
            switch (letter.Class)
            {
                case CharacterClass.Separator:
                    End();
                    break;
                case CharacterClass.Word or CharacterClass.Hangul:
                    if (isCharacter)
                    {
                        End();
                    }

                    current.Add(letter);
                    break;
                case CharacterClass.Mark:
                    if (isCharacter && current.Count == 1 && Composed(current[0].CodePoint, letter.CodePoint) is { } composed)
                    {
                        current[0] = current[0] with { CodePoint = composed, End = letter.End };
                    }
                    else
                    {
                        current.Add(letter);
                    }

                    break;
                case CharacterClass.Character or CharacterClass.Repeat:
                    Letter added = letter;
                    bool isKanaSign = letter.CodePoint is 'ゝ' or 'ゞ';
                    if (letter.Class == CharacterClass.Repeat && isCharacter && current.Count == 1
                        && (isKanaSign ? current[0].CodePoint is >= 0x3041 and <= 0x3096 : current[0].Kind == TokenKind.Han))
                    {
                        added = current[0] with { Start = letter.Start, End = letter.End };
                    }

                    bool isVoiced = letter.CodePoint == 'ゞ' && added != letter;
                    int? withVoice = isVoiced ? Composed(added.CodePoint, 0x3099) : null;
                    added = added with { CodePoint = withVoice ?? added.CodePoint };
                    End();
                    current.Add(added);
                    if (isVoiced && withVoice is null)
                    {
                        current.Add(new Letter(0x3099, CharacterClass.Mark, TokenKind.Word, CharacterTable.OrderOf(CharacterTable.EntryOf(0x3099)), letter.Start, letter.End));
                    }

                    isCharacter = true;
                    break;
            }
        }

        End();
        return tokens;

        void End()
        {
            if (current.Count > 0)
            {
                int[] codePoints = [.. InOrder(current).SelectMany(Spelled)];
                TokenKind kind = isCharacter ? current[0].Kind : current.Exists(letter => letter is { Class: CharacterClass.Word, Kind: TokenKind.Number }) ? TokenKind.Number : TokenKind.Word;
                tokens.Add(new Token(codePoints, kind, current[0].Start, current[^1].End));
            }

            current = [];
            isCharacter = false;
        }
    }

    /// <summary>か and the mark as .NET composes them; hiragana has not changed for decades.</summary>
    private static int? Composed(int letter, int mark)
    {
        if (mark is not (0x3099 or 0x309A) || letter is < 0x3041 or > 0x309F)
        {
            return null;
        }

        const string Voiced = "がぎぐげござじずぜぞだぢづでどばびぶべぼゔゞ";
        const string Plain = "かきくけこさしすせそたちつてとはひふへほうゝ";
        const string SemiVoiced = "ぱぴぷぺぽ";
        const string SemiPlain = "はひふへほ";
        int at = (mark == 0x3099 ? Plain : SemiPlain).IndexOf((char)letter);
        return at < 0 ? null : (mark == 0x3099 ? Voiced : SemiVoiced)[at];
    }

    /// <summary>Runs of ordered marks, thirty at a time, sorted by order; everything else where it is.</summary>
    private static List<Letter> InOrder(List<Letter> letters)
    {
        List<Letter> sorted = [];
        for (int i = 0; i < letters.Count;)
        {
            if (!IsOrderedMark(letters[i]))
            {
                sorted.Add(letters[i++]);
                continue;
            }

            int length = letters.Skip(i).Take(30).TakeWhile(IsOrderedMark).Count();
            sorted.AddRange(letters.Skip(i).Take(length).OrderBy(letter => letter.Order));
            i += length;
        }

        return sorted;

        static bool IsOrderedMark(Letter letter) => letter is { Class: CharacterClass.Mark, Order: > 0 };
    }

    private static int[] Spelled(Letter letter)
    {
        if (letter.Class != CharacterClass.Hangul)
        {
            return [letter.CodePoint];
        }

        int number = letter.CodePoint - 0xAC00;
        int[] letters = [0x1100 + (number / 588), 0x1161 + (number % 588 / 28), 0x11A7 + (number % 28)];
        return number % 28 == 0 ? letters[..2] : letters;
    }

    private static byte[] Utf8(int c) => c switch
    {
        < 0x80 => [(byte)c],
        < 0x800 => [(byte)(0xC0 | (c >> 6)), (byte)(0x80 | (c & 0x3F))],
        < 0x10000 => [(byte)(0xE0 | (c >> 12)), (byte)(0x80 | ((c >> 6) & 0x3F)), (byte)(0x80 | (c & 0x3F))],
        _ => [(byte)(0xF0 | (c >> 18)), (byte)(0x80 | ((c >> 12) & 0x3F)), (byte)(0x80 | ((c >> 6) & 0x3F)), (byte)(0x80 | (c & 0x3F))],
    };
}
