using Dedup.Cli.Reading;

namespace Dedup.Cli.Cleaning;

/// <summary>What the fields are called that mark an article as one too many.</summary>
internal static class MarkNames
{
    public const string Of = "dedup_of";
    public const string Relation = "dedup_relation";
    public const string Jaccard = "dedup_jaccard";
    public const string InKept = "dedup_in_kept";

    /// <summary>Marks of an earlier run would stand beside ours and contradict them.</summary>
    public static FatalException Taken(Place place) => new($"{place}: there is a field \"{Of}\" already, as of an earlier run with --mark: take it out first, or mark the corpus that it was made of");
}
