using System.Text;

namespace Dedup.Text;

/// <summary>What tokens are after folding, written out: equal texts for equal tokens.</summary>
internal static class FoldedText
{
    /// <summary>Appends the folded form of a piece of text, which should be one token; the text between several is left out.</summary>
    /// <returns>Whether it holds a digit.</returns>
    internal static bool Append(ReadOnlySpan<char> token, StringBuilder destination)
    {
        Sink sink = new(destination);
        Tokenizer.Run<char, Utf16Decoder, Sink>(token, sink);
        return sink.HasDigit;
    }

    private sealed class Sink(StringBuilder destination) : ITokenSink
    {
        private int start = destination.Length;

        internal bool HasDigit { get; private set; }

        public void Append(int codePoint)
        {
            if (codePoint <= char.MaxValue)
            {
                destination.Append((char)codePoint);
            }
            else
            {
                destination.Append(char.ConvertFromUtf32(codePoint));
            }
        }

        public void Clear() => destination.Length = start;

        public void End(TokenKind kind, int start, int end)
        {
            HasDigit |= kind == TokenKind.Number;
            this.start = destination.Length;
        }
    }
}
