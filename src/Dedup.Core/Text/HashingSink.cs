using System.Runtime.CompilerServices;

namespace Dedup.Text;

/// <summary>Hashes the tokens into a list.</summary>
internal struct HashingSink : ITokenSink
{
    private readonly TokenList tokens;
    private WordHash hash;

    internal HashingSink(TokenList tokens)
    {
        this.tokens = tokens;
        hash.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(int codePoint) => hash.Append(codePoint);

    public void Clear() => hash.Clear();

    public void End(TokenKind kind, int start, int end)
    {
        tokens.Add(hash.Finish(kind), start, end);
        hash.Clear();
    }
}
