using System.Runtime.CompilerServices;

namespace Dedup.Text;

/// <summary>Puts tokens together from the entries of a text's code points: the rules of <see cref="Tokenizer"/>, apart from encodings and hashes.</summary>
/// <param name="sink">Takes the tokens.</param>
/// <param name="marks">Room for <see cref="MarkLimit"/> entries.</param>
/// <remarks>
/// Work per code point has a bound, however marks are piled up: a run of marks is put in order thirty at a time, as in the Stream-Safe Text Format (Unicode Standard Annex 15).
/// </remarks>
internal ref struct TokenAssembler<TSink>(TSink sink, Span<uint> marks)
    where TSink : ITokenSink
{
    /// <summary>Most marks that are put in order together.</summary>
    internal const int MarkLimit = 30;

    private const int VoicedRepeat = 'ゞ';

    private readonly Span<uint> marks = marks;
    private TSink sink = sink;
    private Shape shape;
    private TokenKind kind;
    private int start;
    private int end;
    private int waiting;

    /// <summary>The code point of a token that holds nothing else yet; -1 for every other token.</summary>
    private int bare = -1;

    private enum Shape : byte
    {
        None,
        Word,
        Character,
    }

    /// <summary>Takes the next code point.</summary>
    /// <param name="entry">Its entry in <see cref="CharacterTable"/>.</param>
    /// <param name="from">Where it starts in the text.</param>
    /// <param name="to">Where it ends (exclusive).</param>
    internal void Take(uint entry, int from, int to)
    {
        switch (CharacterTable.ClassOf(entry))
        {
            case CharacterClass.Separator:
                EndToken();
                break;
            case CharacterClass.Word:
                TakeWord(entry, from, to);
                break;
            case CharacterClass.Character:
                TakeCharacter(CharacterTable.CodePointOf(entry), CharacterTable.KindOf(entry), from, to);
                break;
            case CharacterClass.Ignored:
                break;
            default:
                TakeOther(entry, from, to);
                break;
        }
    }

    /// <summary>Hands over the token at hand, if there is one.</summary>
    internal void EndToken()
    {
        if (shape != Shape.None)
        {
            Release();
            sink.End(kind, start, end);
            shape = Shape.None;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TakeWord(uint entry, int from, int to)
    {
        if (shape != Shape.Word)
        {
            StartWord(from);
        }

        Release();
        kind |= CharacterTable.KindOf(entry);
        end = to;
        sink.Append(CharacterTable.CodePointOf(entry));
    }

    private void StartWord(int from)
    {
        EndToken();
        shape = Shape.Word;
        kind = TokenKind.Word;
        start = from;
    }

    private void TakeCharacter(int codePoint, TokenKind tokenKind, int from, int to)
    {
        EndToken();
        shape = Shape.Character;
        kind = tokenKind;
        start = from;
        end = to;
        bare = codePoint;
        sink.Append(codePoint);
    }

    private void TakeOther(uint entry, int from, int to)
    {
        switch (CharacterTable.ClassOf(entry))
        {
            case CharacterClass.Mark:
                TakeMark(entry, from, to);
                break;
            case CharacterClass.Expansion:
                foreach (int codePoint in CharacterTable.ExpansionOf(entry))
                {
                    uint part = CharacterTable.EntryOf(codePoint);
                    if (CharacterTable.ClassOf(part) == CharacterClass.Word)
                    {
                        TakeWord(part, from, to);
                    }
                    else
                    {
                        Take(part, from, to);
                    }
                }

                break;
            case CharacterClass.Repeat:
                TakeRepeat(CharacterTable.CodePointOf(entry), CharacterTable.KindOf(entry), from, to);
                break;
            case CharacterClass.Hangul:
                TakeHangul(CharacterTable.CodePointOf(entry), from, to);
                break;
        }
    }

    private void TakeMark(uint entry, int from, int to)
    {
        if (shape == Shape.None)
        {
            StartWord(from);
        }

        end = to;
        int mark = CharacterTable.CodePointOf(entry);
        if (shape == Shape.Character && bare >= 0 && KanaVoicing.IsMark(mark) && KanaVoicing.Compose(bare, mark) is var voiced and > 0)
        {
            sink.Clear();
            sink.Append(voiced);
            bare = voiced;
            return;
        }

        int order = CharacterTable.OrderOf(entry);
        if (order == 0 || waiting == MarkLimit)
        {
            Release();
        }

        bare = -1;
        if (order == 0)
        {
            sink.Append(mark);
            return;
        }

        // Stable insertion: marks of one order keep their places, because there the order in the text says which is nearer to the letter.
        int at = waiting++;
        while (at > 0 && CharacterTable.OrderOf(marks[at - 1]) > order)
        {
            marks[at] = marks[at - 1];
            at--;
        }

        marks[at] = entry;
    }

    private void TakeRepeat(int sign, TokenKind signKind, int from, int to)
    {
        bool isKana = sign is 'ゝ' or VoicedRepeat;
        bool canRepeat = shape == Shape.Character && (isKana ? KanaVoicing.IsHiragana(bare) : bare >= 0 && kind == TokenKind.Han);
        if (!canRepeat)
        {
            TakeCharacter(sign, signKind, from, to);
            return;
        }

        TakeCharacter(bare, kind, from, to);
        if (sign == VoicedRepeat)
        {
            TakeMark(CharacterTable.EntryOf(KanaVoicing.Voiced), from, to);
        }
    }

    private void TakeHangul(int syllable, int from, int to)
    {
        if (shape != Shape.Word)
        {
            StartWord(from);
        }

        Release();
        end = to;
        (int leading, int vowel, int trailing) = Hangul.Decompose(syllable);
        sink.Append(leading);
        sink.Append(vowel);
        if (trailing != 0)
        {
            sink.Append(trailing);
        }
    }

    /// <summary>Adds the marks that waited for smaller ones: a code point that is no mark ends their run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Release()
    {
        if (waiting > 0)
        {
            ReleaseMarks();
        }
    }

    private void ReleaseMarks()
    {
        for (int i = 0; i < waiting; i++)
        {
            sink.Append(CharacterTable.CodePointOf(marks[i]));
        }

        waiting = 0;
    }
}
