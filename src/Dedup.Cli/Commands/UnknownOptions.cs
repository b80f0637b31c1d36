using System.CommandLine;
using System.CommandLine.Parsing;

namespace Dedup.Cli.Commands;

/// <summary>Finds mistyped options. The parser takes them for paths, and the run would go on with the default of what was meant.</summary>
internal static class UnknownOptions
{
    /// <summary>The first path that looks like an option, or null. After "--" any name is a path.</summary>
    public static string? Find(ParseResult parsed)
    {
        IEnumerable<Token> beforeDoubleDash = parsed.Tokens.TakeWhile(static token => token.Type != TokenType.DoubleDash);
        HashSet<Token> candidates = new(beforeDoubleDash.Where(LooksLikeOption), ReferenceEqualityComparer.Instance);
        return parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(static result => result.Tokens).FirstOrDefault(candidates.Contains)?.Value;
    }

    private static bool LooksLikeOption(Token token) => token.Value.Length > 1 && token.Value[0] == '-';
}
