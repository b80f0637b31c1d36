using Dedup.Verification;

namespace Dedup.Reporting;

/// <summary>How results are written for the page's script: arrays of numbers instead of objects, since there are many. <c>Page/data.js</c> reads them.</summary>
internal static class ResultJson
{
    /// <summary><c>[left, right, relation, jaccard, leftInRight, rightInLeft, sharedShingles, shingleWidth, titleSimilarity]</c>, articles by number.</summary>
    internal static ScriptJson Pair(this ScriptJson json, DuplicatePair pair, int left, int right) => json.Array(() =>
    {
        json.Number(left).Number(right).Number((int)pair.Relation).Share(pair.Jaccard).Share(pair.LeftInRight).Share(pair.RightInLeft);
        json.Number(pair.SharedShingles).Number(pair.ShingleWidth);
        _ = pair.TitleSimilarity is { } alike ? json.Share(alike) : json.Null();
    });

    /// <summary>
    /// The word-for-word shares of both texts, the passages, each <c>[leftStart, leftLength, rightStart, rightLength, sharedTokens, leftTokens, rightTokens, differences]</c>, and the boilerplate of both
    /// texts as <c>[start, length, start, length, ...]</c>.
    /// </summary>
    internal static ScriptJson Passages(this ScriptJson json, PairExplanation explanation) => json.Array(() =>
    {
        json.Share(explanation.LeftWordForWord).Share(explanation.RightWordForWord);
        json.Array(explanation.Passages, passage => json.Array(() =>
        {
            Passage range = passage.Passage;
            json.Number(range.LeftStart).Number(range.LeftLength).Number(range.RightStart).Number(range.RightLength);
            json.Number(range.SharedTokens).Number(passage.LeftTokens).Number(passage.RightTokens);
            json.Array([.. passage.Differences.SelectMany(static at => new[] { at.Left.Start, at.Left.Length, at.Right.Start, at.Right.Length })]);
        }));
        json.Ranges(explanation.LeftBoilerplate).Ranges(explanation.RightBoilerplate);
    });

    /// <summary>The same for a pair that was not read again: no shares, no differences.</summary>
    internal static ScriptJson Passages(this ScriptJson json, DuplicatePair pair) => json.Array(() =>
    {
        json.Null().Null();
        json.Array(pair.Passages, range => json.Array(range.LeftStart, range.LeftLength, range.RightStart, range.RightLength, range.SharedTokens));
        json.Ranges([]).Ranges([]);
    });

    private static ScriptJson Ranges(this ScriptJson json, IReadOnlyList<TextRange> ranges) =>
        json.Array([.. ranges.SelectMany(static range => new[] { range.Start, range.Length })]);

    /// <summary>The options that a reader of results wants to know.</summary>
    internal static ScriptJson Options(this ScriptJson json, DedupOptions options) => json.Object(() =>
    {
        VerificationOptions limits = options.Verification;
        json.Name("resemblance").Number(options.Detect.HasFlag(Detect.Resemblance) ? 1 : 0);
        json.Name("containment").Number(options.Detect.HasFlag(Detect.Containment) ? 1 : 0);
        json.Name("passages").Number(options.Detect.HasFlag(Detect.Passages) ? 1 : 0);
        json.Name("jaccardThreshold").Share(limits.JaccardThreshold);
        json.Name("containmentThreshold").Share(limits.ContainmentThreshold);
        json.Name("passageTokens").Number(limits.PassageTokens);
        json.Name("shingleWidth").Number(options.Shingling.Width);
    });
}
