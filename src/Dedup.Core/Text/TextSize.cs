namespace Dedup.Text;

/// <summary>Which way of comparing a text is long enough for.</summary>
internal enum TextSize : byte
{
    /// <summary>Fewer words than any verdict but "identical" rests on.</summary>
    TooShort,

    /// <summary>Compared as a set of words, with texts that are no longer than <see cref="Medium"/>.</summary>
    Short,

    /// <summary>Compared by its shingles, and as a set of words with texts that are <see cref="Short"/>: one just above the limit can repeat one just below it.</summary>
    Medium,

    /// <summary>Compared by its shingles only.</summary>
    Long,
}
