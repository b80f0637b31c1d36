namespace Dedup.Text;

/// <summary>Takes the tokens of a text from <see cref="TokenAssembler{TSink}"/>; lets tokens be hashed or written out by the same rules.</summary>
internal interface ITokenSink
{
    /// <summary>Adds a code point to the token at hand.</summary>
    void Append(int codePoint);

    /// <summary>Drops what was added to the token at hand.</summary>
    void Clear();

    /// <summary>The token at hand, which is not empty, is whole; the next code point starts another one.</summary>
    /// <param name="kind">What sort of token it is.</param>
    /// <param name="start">Where it starts, in units of the text.</param>
    /// <param name="end">Where it ends (exclusive).</param>
    void End(TokenKind kind, int start, int end);
}
