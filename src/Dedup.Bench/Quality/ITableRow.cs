namespace Dedup.Bench.Quality;

/// <summary>A result that can be shown as one row of a table. Its public properties are the fields of its JSON object.</summary>
internal interface ITableRow
{
    /// <summary>Tells the kinds of JSON object apart.</summary>
    string Kind { get; }

    /// <summary>The heads of the columns, for people.</summary>
    static abstract string[] Columns { get; }

    /// <summary>A cell for each column.</summary>
    string[] ToCells();
}
