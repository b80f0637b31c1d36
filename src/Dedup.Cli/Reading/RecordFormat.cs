namespace Dedup.Cli.Reading;

/// <summary>How articles stand in a file.</summary>
internal enum RecordFormat
{
    /// <summary>The whole file is one article.</summary>
    Text,

    /// <summary>The whole file is a page, and its main text the article.</summary>
    Html,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>One array of JSON objects.</summary>
    JsonArray,

    /// <summary>JSON of some kind: an array, lines, or neither and then a text. Its first bytes tell; no file is read as this.</summary>
    Json,

    /// <summary>One record a row, fields separated as the first lines show.</summary>
    Csv,

    /// <summary>The same with tabs between the fields.</summary>
    Tsv,

    /// <summary>One row an article. Read only.</summary>
    Parquet,
}
