namespace Dedup.Cli.Reading;

/// <summary>Collects what is wrong with the input: one line each, a bounded number of lines, true counts.</summary>
/// <remarks>Lines are bounded per kind and scope (a JSON Lines file, or an argument that names text files), so that one bad file cannot drown the others.</remarks>
internal sealed class Problems(Action<string> print)
{
    public const int ShownPerKind = 20;

    private readonly Dictionary<(string Scope, ProblemKind Kind), int> countByScope = [];
    private readonly SortedDictionary<ProblemKind, int> countByKind = [];

    public int Count { get; private set; }

    /// <summary>Counts a problem and prints its line while there are few of its kind.</summary>
    /// <param name="kind">What is wrong.</param>
    /// <param name="scope">What the bound on lines applies to.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="what">What is wrong, and in parentheses what was done about it.</param>
    public void Add(ProblemKind kind, string scope, Place place, string what)
    {
        Count++;
        countByKind[kind] = countByKind.GetValueOrDefault(kind) + 1;
        int count = countByScope[(scope, kind)] = countByScope.GetValueOrDefault((scope, kind)) + 1;
        if (count <= ShownPerKind)
        {
            print($"{place}: {what}");
        }
    }

    /// <summary>Prints one line for each kind and scope of which not every problem was printed.</summary>
    public void PrintOmitted()
    {
        foreach (((string scope, ProblemKind kind), int count) in countByScope)
        {
            if (count > ShownPerKind)
            {
                print($"{scope}: ... and {CountOf(kind, count - ShownPerKind, "more ")}");
            }
        }
    }

    /// <summary>Such as "3 problems (1 double id, 2 broken JSON lines)".</summary>
    public string Summary()
    {
        string kinds = string.Join(", ", countByKind.Select(static pair => CountOf(pair.Key, pair.Value)));
        return $"{Figures.Count(Count, "problem")} ({kinds})";
    }

    private static string CountOf(ProblemKind kind, int count, string adjective = "")
    {
        (string one, string many) = kind switch
        {
            ProblemKind.Unreadable => ("unreadable input", "unreadable inputs"),
            ProblemKind.Binary => ("binary file", "binary files"),
            ProblemKind.CutShort => ("damaged packed file", "damaged packed files"),
            ProblemKind.TooLong => ("text over the limit", "texts over the limit"),
            ProblemKind.BrokenJson => ("broken JSON line", "broken JSON lines"),
            ProblemKind.BrokenTable => ("broken table", "broken tables"),
            ProblemKind.NoId => ("record without a usable id", "records without a usable id"),
            ProblemKind.NoText => ("record without a usable text", "records without a usable text"),
            ProblemKind.DoubleId => ("double id", "double ids"),
            ProblemKind.BadEncoding => ("encoding error", "encoding errors"),
            ProblemKind.BadField => ("unusable field", "unusable fields"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
        };
        return Figures.Count(count, adjective + one, adjective + many);
    }
}
