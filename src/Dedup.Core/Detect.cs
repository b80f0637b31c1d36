namespace Dedup;

/// <summary>What to look for. Each flag adds the sketches it needs and nothing else.</summary>
[Flags]
public enum Detect
{
    /// <summary>Nothing; refused by <see cref="DedupOptions"/>.</summary>
    None = 0,

    /// <summary>Identical and near-duplicate articles: MinHash signatures in LSH bands, or the sketches of what else is looked for.</summary>
    Resemblance = 1,

    /// <summary>Articles inside longer ones: positional sketches in postings.</summary>
    Containment = 2,

    /// <summary>Runs of words in common: positional sketches in postings.</summary>
    Passages = 4,

    /// <summary>All of the above; the default.</summary>
    All = Resemblance | Containment | Passages,
}
