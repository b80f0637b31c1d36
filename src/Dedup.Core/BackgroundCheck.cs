namespace Dedup;

/// <summary>Whether two articles share more than a form or a header: whether that was in doubt, and what other articles said to it.</summary>
public enum BackgroundCheck
{
    /// <summary>Not in doubt: the two look like one article twice, have nothing to do with each other, come from a report, or the rules are switched off.</summary>
    NotNeeded,

    /// <summary>In doubt and not known: the verdict goes by the similarities, and would change if what the two share stood in many other articles.</summary>
    Missing,

    /// <summary>In doubt, counted over a background, and kept, perhaps with fewer passages.</summary>
    Kept,

    /// <summary>In doubt, counted over a background, and dropped: what the two share is a form, a header or a stock phrase that many articles carry.</summary>
    Dropped,

    /// <summary>Dropped, and not in doubt: the two differ in hardly anything but their figures, so they are one form, whoever else has it.</summary>
    Form,
}
