namespace Dedup.Cli.Reading;

/// <summary>What can be wrong with the input without stopping the run.</summary>
internal enum ProblemKind
{
    Unreadable,
    Binary,
    CutShort,
    TooLong,
    BrokenJson,
    BrokenTable,
    NoId,
    NoText,
    DoubleId,
    BadEncoding,
    BadField,
}
