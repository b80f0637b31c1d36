namespace Dedup.Verification;

/// <summary>Tells one form filled with other facts (market reports, dividend notices, pension orders) from one article sent twice.</summary>
/// <remarks>
/// <para>
/// Two signs must agree before a near-duplicate or contained pair is dropped. It does not look like a copy: the numbers in its passages agree to less than four fifths, or more than
/// a fifth of the smaller article's tokens is missing in the other and no passage is long, or they are laid out like pages of one template (<see cref="PageFrame"/>). And what is left of the smaller article without the template, the
/// shingles that stand in only a few articles, is for more than half not in the other one. Where hardly anything but figures differs, the first sign is enough.
/// </para>
/// <para>
/// The second sign alone would drop articles that many sites carry, each a little changed or wrapped: all they share stands in many articles. That is why pairs that do look like copies
/// are counted as one article. No site syndicates its own articles, though: two of one source look like a copy only if they are close to identical, so its page templates show however long they are.
/// </para>
/// </remarks>
internal sealed class TemplateRule(VerificationOptions limits)
{
    private const double CopyJaccard = 0.85;
    private const double InformativeShare = 0.5;

    private const int CeilingsAtOnce = 64;

    // Of a form's fillings, one in so many can have the same name or figure at a place, and it still is no part of the form.
    private const int FillingsOfAFact = 16;

    /// <summary>Whether the pair looks like one article twice, and is one for the count of articles.</summary>
    internal bool AreCopies(DuplicatePair pair) => IsFlagged(pair) && (pair.Jaccard >= CopyJaccard || LooksLikeCopy(pair));

    /// <summary>Whether the rule may drop the pair, so that the frequencies of its shingles are wanted.</summary>
    internal bool IsSuspect(DuplicatePair pair) => IsFlagged(pair)
        ? limits.TemplateArticles > 0 && pair.ShingleWidth > 1 && !LooksLikeCopy(pair)
        : limits.PassageArticles > 0 && pair.Relation == DuplicateRelation.SharesPassage;

    /// <summary>Whether the pair is one form filled with other figures, which the two show without others.</summary>
    internal bool IsForm(DuplicatePair pair) => IsFlagged(pair) && IsSuspect(pair) && pair.Facts.AreForm;

    /// <summary>Whether a suspect pair stays as it is whatever the counts are, by what they can be at most.</summary>
    internal bool IsCleared(DuplicatePair pair, ShingledText smaller, ShingledText larger, bool smallerIsLeft, FrequencyCeiling ceiling, SharedShingles shared)
    {
        if (!IsFlagged(pair))
        {
            int most = Math.Min(limits.PassageArticles, FrequencyCeiling.Unknown - 1);
            return pair.Passages.All(passage => IsSurelyInformative(ShinglesOf(passage, smaller, smallerIsLeft), most, ceiling));
        }

        if (pair.Facts.AreForm)
        {
            return false;
        }

        // As in IsTemplate, where the verdict is the least likely when all that is not shared is their own. More than half of what they share must be known to stand in few articles: then no more than
        // the set limit makes a template.
        shared.Walk(larger, smaller);
        int both = shared.DistinctCount;
        int rest = smaller.DistinctCount - both;
        int leastOwn = IsAlignedOnly(pair) && pair.Facts.Agree ? (int)Math.Ceiling(InformativeShare * both) : Math.Max(1, (int)Math.Ceiling(InformativeShare / (1 - InformativeShare) * rest));
        int leastKnown = (both / 2) + 1;
        int surelyOwn = Math.Min(limits.TemplateArticles, FrequencyCeiling.Unknown - 1);
        (int own, int known) = (0, 0);
        ReadOnlySpan<ulong> shingles = smaller.Shingles;
        ReadOnlySpan<bool> isShared = shared.IsShared;

        // The ceilings lie all over the memory: asked for a block at a time and without a condition, the processor waits for many at once.
        Span<ulong> block = stackalloc ulong[CeilingsAtOnce];
        int position = 0;
        while (position < shingles.Length && (own < leastOwn || known < leastKnown))
        {
            int gathered = 0;
            for (; position < shingles.Length && gathered < block.Length; position++)
            {
                block[gathered] = shingles[position];
                gathered += isShared[position] ? 1 : 0;
            }

            foreach (ulong shingle in block[..gathered])
            {
                int most = ceiling[shingle];
                known += most < FrequencyCeiling.Unknown ? 1 : 0;
                own += most <= surelyOwn ? 1 : 0;
            }
        }

        return own >= leastOwn && known >= leastKnown;
    }

    /// <summary>Chooses the shingles whose frequencies the verdict asks for: those of the smaller article, or of its passages where only those are in doubt.</summary>
    internal static void Choose(DuplicatePair pair, ShingledText smaller, bool smallerIsLeft, ShingleFrequencies frequencies)
    {
        if (IsFlagged(pair))
        {
            frequencies.Choose(smaller.Shingles);
            return;
        }

        foreach (Passage passage in pair.Passages)
        {
            frequencies.Choose(ShinglesOf(passage, smaller, smallerIsLeft));
        }
    }

    /// <summary>The pair with those passages that are not mostly headers and stock phrases, or null when none is left.</summary>
    internal DuplicatePair? JudgePassages(DuplicatePair pair, ShingledText smaller, bool smallerIsLeft, ShingleFrequencies frequencies)
    {
        Passage[] kept = [.. pair.Passages.Where(passage => IsInformative(ShinglesOf(passage, smaller, smallerIsLeft), frequencies))];
        return kept.Length == pair.Passages.Count ? pair : kept.Length == 0 ? null : pair with { Passages = kept };
    }

    /// <summary>
    /// Whether what the two have in common is template: what is left of the smaller article without it is for more than half not in the larger one. Where the facts agree, edits
    /// may have taken most of its shingles: then more than half of the shared ones must be template.
    /// </summary>
    internal bool IsTemplate(DuplicatePair pair, ShingledText smaller, ShingledText larger, ShingleFrequencies frequencies, SharedShingles shared)
    {
        if (pair.Facts.AreForm)
        {
            return true;
        }

        shared.Walk(larger, smaller);
        ReadOnlySpan<bool> isShared = shared.IsShared;
        List<int> inBoth = [];
        List<int> inSmaller = [];
        ReadOnlySpan<ulong> shingles = smaller.Shingles;
        for (int position = 0; position < shingles.Length; position++)
        {
            if (!smaller.Table.IsRepeat(position))
            {
                (isShared[position] ? inBoth : inSmaller).Add(frequencies[shingles[position]]);
            }
        }

        int mostOfOwn = MostOfOwn(inBoth);
        int sharedOwn = CountOwn(inBoth);
        int own = sharedOwn + CountOwn(inSmaller);
        return own == 0 || sharedOwn < InformativeShare * (IsAlignedOnly(pair) && pair.Facts.Agree ? inBoth.Count : own);

        int CountOwn(List<int> counts) => counts.Count(count => count <= mostOfOwn);
    }

    /// <summary>
    /// In how many articles a shingle can stand that is not of the template. Of a form filled thousands of times the names and small figures come back as well, so it grows with how often what
    /// the two share is found.
    /// </summary>
    private int MostOfOwn(List<int> inBoth)
    {
        inBoth.Sort();
        return inBoth.Count == 0 ? limits.TemplateArticles : Math.Max(limits.TemplateArticles, inBoth[inBoth.Count / 2] / FillingsOfAFact);
    }

    private bool LooksLikeCopy(DuplicatePair pair) => pair.Facts.Agree && !pair.SameSource && !pair.SharesFrame && !IsAlignedOnly(pair);

    /// <summary>Whether the shingles alone would not have flagged the pair.</summary>
    private bool IsAlignedOnly(DuplicatePair pair) =>
        pair.Jaccard < limits.JaccardThreshold && Math.Max(pair.LeftInRight, pair.RightInLeft) < limits.ContainmentThreshold;

    private static bool IsFlagged(DuplicatePair pair) => pair.Relation is DuplicateRelation.NearDuplicate or DuplicateRelation.ContainedIn;

    private bool IsInformative(ReadOnlySpan<ulong> shingles, ShingleFrequencies frequencies)
    {
        int informative = 0;
        foreach (ulong shingle in shingles)
        {
            informative += frequencies[shingle] <= limits.PassageArticles ? 1 : 0;
        }

        return 2 * informative >= shingles.Length;
    }

    private static bool IsSurelyInformative(ReadOnlySpan<ulong> shingles, int most, FrequencyCeiling ceiling)
    {
        int informative = 0;
        for (int start = 0; start < shingles.Length && 2 * informative < shingles.Length; start += CeilingsAtOnce)
        {
            foreach (ulong shingle in shingles[start..Math.Min(start + CeilingsAtOnce, shingles.Length)])
            {
                informative += ceiling[shingle] <= most ? 1 : 0;
            }
        }

        return 2 * informative >= shingles.Length;
    }

    private static ReadOnlySpan<ulong> ShinglesOf(Passage passage, ShingledText text, bool textIsLeft)
    {
        (int start, int length) = textIsLeft ? (passage.LeftStart, passage.LeftLength) : (passage.RightStart, passage.RightLength);
        int first = Math.Min(text.FirstTokenAt(start), text.Shingles.Length);
        int end = Math.Min(text.FirstTokenAt(start + length), text.Shingles.Length);
        return text.Shingles[first..end];
    }
}
