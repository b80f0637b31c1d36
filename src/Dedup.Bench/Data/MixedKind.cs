namespace Dedup.Bench.Data;

/// <summary>What an article of a <see cref="MixedCorpus"/> was made to be.</summary>
internal enum MixedKind
{
    /// <summary>Has nothing in common with any other.</summary>
    Alone,

    /// <summary>A text of its own under a site's header and above its footer.</summary>
    Headed,

    /// <summary>A form filled with facts of its own.</summary>
    Form,

    /// <summary>A text that many sites carry, under the header of one.</summary>
    Syndicated,

    /// <summary>An article that some page wraps.</summary>
    Wrapped,

    /// <summary>A page that wraps an article: a template shared with other pages, and a text of its own.</summary>
    Page,
}
