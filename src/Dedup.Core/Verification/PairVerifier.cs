using Dedup.Shingling;
using Dedup.Text;

namespace Dedup.Verification;

/// <summary>Compares two articles on their texts: exact similarities, the relation, the passages. Holds scratch memory: one per thread.</summary>
internal sealed class PairVerifier(DedupOptions options, Shingler shingler)
{
    private const int MostTitleTokens = 64;

    // Shorter runs of passages are common to many texts by chance.
    private const int AlignedTokens = 16;

    // One that is more than half as long again as what it repeats contains it; it is not another version of it.
    private const double ComparableLengths = 1.5;
    private readonly VerificationOptions limits = options.Verification;
    private readonly LoadedTexts loaded = new(shingler);
    private readonly PassageFinder passageFinder = new();
    private readonly SharedShingles sharedShingles = new();
    private readonly FactMeter factMeter = new();
    private readonly AlignmentRule alignmentRule = new(options.Verification);
    private readonly TokenList tokens = new();

    /// <summary>How the two relate; <see cref="DuplicateRelation.None"/> when in no way that is looked for. The left id is ordinally smaller, unless one contains the other.</summary>
    internal DuplicatePair Verify(Article x, Article y) => Verify(x, y, orNull: false)!;

    /// <summary>As <see cref="Verify(Article, Article)"/>, but null for two that relate in no way: then nothing is measured that only a report would show.</summary>
    internal DuplicatePair? VerifyOrNull(Article x, Article y) => Verify(x, y, orNull: true) is { Relation: not DuplicateRelation.None } pair ? pair : null;

    private DuplicatePair? Verify(Article x, Article y, bool orNull)
    {
        if (string.CompareOrdinal(x.Id, y.Id) > 0)
        {
            (x, y) = (y, x);
        }

        ShingledText left = Load(x, keep: null);
        ShingledText right = Load(y, keep: left);
        bool identical = left.Tokens.Count > 0 && left.Tokens.Hashes.SequenceEqual(right.Tokens.Hashes);
        TextSize leftSize = SizeOf(left);
        TextSize rightSize = SizeOf(right);
        DuplicatePair? pair = !identical && TextSizes.AreShort(leftSize, rightSize)
            ? VerifyShort(x, y)
            : VerifyShingled(x, left, y, right, identical, orNull);
        return pair is null ? null : pair with { TooShort = !identical && (leftSize == TextSize.TooShort || rightSize == TextSize.TooShort) };
    }

    /// <summary>Says when an article is asked about again; see <see cref="LoadedTexts.Expect"/>.</summary>
    internal void Expect(Article article, int turn) => loaded.Expect(article, turn);

    /// <summary>Whether two texts are the same tokens in the same order.</summary>
    internal bool AreIdentical(Article x, Article y) => x.HasTextOf(y) || HaveEqualTokens(x, y);

    /// <summary>The same of two texts that are not equal themselves.</summary>
    internal bool HaveEqualTokens(Article x, Article y)
    {
        ShingledText left = Load(x, keep: null);
        return left.Tokens.Hashes.SequenceEqual(Load(y, keep: left).Tokens.Hashes);
    }

    /// <summary>Whether a suspect pair stays as it is whatever the frequencies turn out to be.</summary>
    internal bool IsCleared(DuplicatePair pair, Article smaller, Article larger, TemplateRule rule, FrequencyCeiling ceiling)
    {
        ShingledText text = Load(smaller, keep: null);
        return rule.IsCleared(pair, text, Load(larger, keep: text), IsLeft(pair, smaller), ceiling, sharedShingles);
    }

    /// <summary>Adds the shingles that a verdict on a suspect pair asks for to those that are counted.</summary>
    internal void Choose(DuplicatePair pair, Article smaller, ShingleFrequencies frequencies) =>
        TemplateRule.Choose(pair, Load(smaller, keep: null), IsLeft(pair, smaller), frequencies);

    /// <summary>The suspect pair once frequencies are known: as it was, with fewer passages, or null when it is dropped.</summary>
    internal DuplicatePair? Judge(DuplicatePair pair, Article smaller, Article larger, TemplateRule rule, ShingleFrequencies frequencies)
    {
        ShingledText text = Load(smaller, keep: null);
        if (pair.Relation == DuplicateRelation.SharesPassage)
        {
            return rule.JudgePassages(pair, text, IsLeft(pair, smaller), frequencies);
        }

        return rule.IsTemplate(pair, text, Load(larger, keep: text), frequencies, sharedShingles) ? null : pair;
    }

    private TextSize SizeOf(ShingledText text) => TextSizes.Of(text.Tokens, limits.ShortTextTokens);

    private static bool IsLeft(DuplicatePair pair, Article article) => string.Equals(pair.Left, article.Id, StringComparison.Ordinal);

    private DuplicatePair? VerifyShingled(Article x, ShingledText left, Article y, ShingledText right, bool identical, bool orNull)
    {
        int shorter = Math.Min(left.Tokens.Count, right.Tokens.Count);
        List<FoundPassage> found = passageFinder.FindInEither(left, right, GapTokens(left, right), Math.Min(AlignedTokens, HalfOf(shorter)));
        int shared = passageFinder.SharedShingles;
        double jaccard = Share(shared, left.DistinctCount + right.DistinctCount - shared);
        double leftInRight = Share(shared, left.DistinctCount);
        double rightInLeft = Share(shared, right.DistinctCount);
        double containment = Math.Max(leftInRight, rightInLeft);
        bool isAlike = jaccard >= limits.JaccardThreshold || containment >= limits.ContainmentThreshold;
        if (orNull && !isAlike && !identical && !alignmentRule.MayHold(found, shorter) && ListPassages(found, left, right, DuplicateRelation.None).Count == 0)
        {
            return null;
        }

        // With nothing in common to speak of, whether the facts agree is never asked.
        FactAgreement facts = found.Count > 0 || isAlike ? factMeter.Measure(left, right, found) : default;
        DuplicateRelation relation = identical && options.Detect.HasFlag(Detect.Resemblance)
            ? DuplicateRelation.Identical
            : RelationOf(jaccard, containment, facts, left, right);
        List<Passage> passages = ListPassages(found, left, right, relation);
        if (relation == DuplicateRelation.None && passages.Count > 0)
        {
            relation = DuplicateRelation.SharesPassage;
        }

        DuplicatePair pair = new()
        {
            Left = x.Id,
            Right = y.Id,
            Relation = relation,
            Jaccard = jaccard,
            LeftInRight = leftInRight,
            RightInLeft = rightInLeft,
            LeftAligned = Share(facts.Aligned, left.Tokens.Count),
            RightAligned = Share(facts.Aligned, right.Tokens.Count),
            SharedShingles = shared,
            ShingleWidth = options.Shingling.Width,
            Passages = passages,
            TitleSimilarity = TitleSimilarity(x, y),
            Facts = facts,
            SharesFrame = PageFrame.Surrounds(found, left.Tokens.Count, right.Tokens.Count),
            SameSource = x.Source is not null && string.Equals(x.Source, y.Source, StringComparison.Ordinal),
        };
        return relation == DuplicateRelation.ContainedIn && rightInLeft > leftInRight ? pair.Swap() : pair;
    }

    /// <summary>How two articles relate that are compared by shingles and not identical; <see cref="DuplicateRelation.None"/> also where they only share a passage.</summary>
    private DuplicateRelation RelationOf(double jaccard, double containment, FactAgreement facts, ShingledText left, ShingledText right)
    {
        int shorter = Math.Min(left.Tokens.Count, right.Tokens.Count);
        int longer = Math.Max(left.Tokens.Count, right.Tokens.Count);
        bool resemblance = options.Detect.HasFlag(Detect.Resemblance);
        bool comparable = longer <= ComparableLengths * shorter;
        bool inside = containment >= limits.ContainmentThreshold || (!(comparable && resemblance) && alignmentRule.IsInside(facts, shorter));
        bool contained = inside && SizeOf(left) >= TextSize.Medium && SizeOf(right) >= TextSize.Medium && options.Detect.HasFlag(Detect.Containment);
        bool alike = comparable
            ? jaccard >= limits.JaccardThreshold || alignmentRule.AreVersions(facts, shorter)
            : jaccard >= limits.JaccardThreshold && !contained;
        return resemblance && alike ? DuplicateRelation.NearDuplicate : contained ? DuplicateRelation.ContainedIn : DuplicateRelation.None;
    }

    private List<Passage> ListPassages(List<FoundPassage> found, ShingledText left, ShingledText right, DuplicateRelation relation)
    {
        if (!options.Detect.HasFlag(Detect.Passages))
        {
            return [];
        }

        // A pair that is reported anyway may show a shorter passage, when that is half of the shorter text.
        long least = limits.PassageTokens * (long)WordMeasure.QuartersOfAWord;
        if (relation != DuplicateRelation.None)
        {
            least = Math.Min(least, Math.Min(left.Quarters, right.Quarters) / 2);
        }

        return [.. found.Where(passage => passage.SharedQuarters(left) >= least && !(relation == DuplicateRelation.None && IsHeader(passage))).Select(passage => passage.ToPassage(left, right))];

        bool IsHeader(FoundPassage passage) => limits.PassageArticles > 0
            && (RepeatedText.IsRecurring(left, passage.LeftStart, passage.LeftEnd) || RepeatedText.IsRecurring(right, passage.RightStart, passage.RightEnd));
    }

    /// <summary>How many tokens of these two texts are as much text as the words that may differ between two runs.</summary>
    private int GapTokens(ShingledText left, ShingledText right)
    {
        long quarters = left.Quarters + right.Quarters;
        return quarters == 0 ? limits.PassageGapTokens : (int)(limits.PassageGapTokens * WordMeasure.QuartersOfAWord * ((long)left.Tokens.Count + right.Tokens.Count) / quarters);
    }

    private static int HalfOf(int tokens) => Math.Max(1, tokens / 2);

    private DuplicatePair VerifyShort(Article x, Article y)
    {
        ShortText left = new(x.Text, tokens, int.MaxValue);
        ShortText right = new(y.Text, tokens, int.MaxValue);
        int shared = left.CountShared(right);
        double jaccard = Share(shared, left.TermCount + right.TermCount - shared);
        bool near = options.Detect.HasFlag(Detect.Resemblance)
            && left.SharedQuarters(right) >= TextSizes.LeastWords * WordMeasure.QuartersOfAWord
            && jaccard >= limits.JaccardThreshold
            && left.HasSameNumbers(right)
            && left.TokenSetRatio(right) >= limits.ShortTextSimilarity;
        return new DuplicatePair
        {
            Left = x.Id,
            Right = y.Id,
            Relation = near ? DuplicateRelation.NearDuplicate : DuplicateRelation.None,
            Jaccard = jaccard,
            LeftInRight = Share(shared, left.TermCount),
            RightInLeft = Share(shared, right.TermCount),
            SharedShingles = shared,
            ShingleWidth = 1,
            TitleSimilarity = TitleSimilarity(x, y),
        };
    }

    internal double? TitleSimilarity(Article x, Article y) =>
        string.IsNullOrEmpty(x.Title) || string.IsNullOrEmpty(y.Title)
            ? null
            : new ShortText(x.Title, tokens, MostTitleTokens).TokenSetRatio(new ShortText(y.Title, tokens, MostTitleTokens));

    private ShingledText Load(Article article, ShingledText? keep) => loaded.Load(article, keep);

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
