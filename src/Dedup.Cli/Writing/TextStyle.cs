namespace Dedup.Cli.Writing;

/// <summary>Emphasis on a terminal; plain text everywhere else.</summary>
internal sealed class TextStyle(bool isColoured)
{
    /// <summary>The style for standard output: plain when it is no terminal, or when <c>NO_COLOR</c> asks for that (no-color.org).</summary>
    public static TextStyle ForOutput() => new(
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not "dumb");

    public string Strong(string text) => Wrap(text, "1");

    public string Faint(string text) => Wrap(text, "2");

    public string Good(string text) => Wrap(text, "32");

    /// <summary>Words that only the left text has: red, or in the marks of wdiff.</summary>
    public string Removed(string text) => text.Length == 0 ? text : isColoured ? Wrap(text, "31") : $"[-{text}-]";

    /// <summary>Words that only the right text has: green, or in the marks of wdiff.</summary>
    public string Added(string text) => text.Length == 0 ? text : isColoured ? Wrap(text, "32") : $"{{+{text}+}}";

    /// <summary>One colour per relation, so that the kinds can be told apart at a glance.</summary>
    public string Relation(DuplicateRelation relation, string text) => Wrap(text, relation switch
    {
        DuplicateRelation.Identical => "31",
        DuplicateRelation.NearDuplicate => "33",
        DuplicateRelation.ContainedIn => "35",
        DuplicateRelation.SharesPassage => "36",
        _ => "32",
    });

    private string Wrap(string text, string code) => isColoured ? $"\e[{code}m{text}\e[0m" : text;
}
