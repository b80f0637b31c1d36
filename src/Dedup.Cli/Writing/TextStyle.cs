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
