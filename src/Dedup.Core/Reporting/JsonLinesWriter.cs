using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dedup.Reporting;

/// <summary>Writes results as JSON Lines: one JSON object in UTF-8 and one line feed for each pair or cluster. Holds no state; thread-safe.</summary>
/// <remarks>
/// The encoder is the relaxed one, which leaves letters of any script and <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> as they are: the lines are for programs,
/// not for pasting into HTML. Half a surrogate pair in an id comes out as U+FFFD.
/// </remarks>
public static class JsonLinesWriter
{
    // The structure is ours and always valid, so the writer need not check it.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>
    /// Writes a pair:
    /// <c>{"left":"a","right":"b","relation":"containedIn","jaccard":0.2912,"leftInRight":1.0,"rightInLeft":0.2912,"leftAligned":1.0,"rightAligned":0.2947,"passages":[{"leftStart":0,"leftLength":9,"rightStart":0,"rightLength":9}]}</c>.
    /// Where <see cref="DuplicatePair.TooShort"/> holds, <c>"tooShort":true</c> follows the relation.
    /// </summary>
    /// <param name="destination">Where the line goes. Nothing is flushed.</param>
    /// <param name="pair">The pair.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(IBufferWriter<byte> destination, DuplicatePair pair)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(pair);
        using (Utf8JsonWriter json = new(destination, Options))
        {
            json.WriteStartObject();
            WriteMembers(json, pair);
            json.WriteEndObject();
        }

        destination.Write("\n"u8);
    }

    /// <summary>
    /// Writes a pair with its explanation: the members of a pair, then
    /// <c>"leftWordForWord":0.9,"rightWordForWord":0.8,"explained":[{"leftStart":0,"leftLength":90,"rightStart":0,"rightLength":91,"similarity":0.9,"differences":[{"leftStart":9,"leftLength":4,"rightStart":9,"rightLength":5}]}],"background":"notNeeded"</c>.
    /// </summary>
    /// <param name="destination">Where the line goes. Nothing is flushed.</param>
    /// <param name="explanation">The explanation.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(IBufferWriter<byte> destination, PairExplanation explanation)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(explanation);
        using (Utf8JsonWriter json = new(destination, Options))
        {
            json.WriteStartObject();
            WriteMembers(json, explanation.Pair);
            WriteSimilarity(json, "leftWordForWord"u8, explanation.LeftWordForWord);
            WriteSimilarity(json, "rightWordForWord"u8, explanation.RightWordForWord);
            json.WriteStartArray("explained"u8);
            foreach (ExplainedPassage explained in explanation.Passages)
            {
                Passage passage = explained.Passage;
                json.WriteStartObject();
                WriteRanges(json, new(passage.LeftStart, passage.LeftLength), new(passage.RightStart, passage.RightLength));
                WriteSimilarity(json, "similarity"u8, explained.Similarity);
                json.WriteStartArray("differences"u8);
                foreach (PassageDifference difference in explained.Differences)
                {
                    json.WriteStartObject();
                    WriteRanges(json, difference.Left, difference.Right);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("background"u8, NameOf(explanation.Background));
            json.WriteEndObject();
        }

        destination.Write("\n"u8);
    }

    /// <summary>Writes a cluster: <c>{"representative":"a","members":["a","b"],"weakestJaccard":0.9}</c>.</summary>
    /// <param name="destination">Where the line goes. Nothing is flushed.</param>
    /// <param name="cluster">The cluster.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(IBufferWriter<byte> destination, DuplicateCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(cluster);
        using (Utf8JsonWriter json = new(destination, Options))
        {
            json.WriteStartObject();
            json.WriteString("representative"u8, cluster.Representative);
            json.WriteStartArray("members"u8);
            foreach (string member in cluster.Members)
            {
                json.WriteStringValue(member);
            }

            json.WriteEndArray();
            WriteSimilarity(json, "weakestJaccard"u8, cluster.WeakestJaccard);
            json.WriteEndObject();
        }

        destination.Write("\n"u8);
    }

    /// <summary>The name of a relation in written results: <c>identical</c>, <c>nearDuplicate</c>, <c>containedIn</c>, <c>contains</c>, <c>sharesPassage</c> or <c>none</c>.</summary>
    /// <param name="relation">The relation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a known relation.</exception>
    public static string NameOf(DuplicateRelation relation) => relation switch
    {
        DuplicateRelation.None => "none",
        DuplicateRelation.Identical => "identical",
        DuplicateRelation.NearDuplicate => "nearDuplicate",
        DuplicateRelation.ContainedIn => "containedIn",
        DuplicateRelation.Contains => "contains",
        DuplicateRelation.SharesPassage => "sharesPassage",
        _ => throw new ArgumentOutOfRangeException(nameof(relation), relation, "Unknown relation."),
    };

    internal static string NameOf(BackgroundCheck check) => check switch
    {
        BackgroundCheck.NotNeeded => "notNeeded",
        BackgroundCheck.Missing => "missing",
        BackgroundCheck.Kept => "kept",
        BackgroundCheck.Dropped => "dropped",
        BackgroundCheck.Form => "form",
        _ => throw new ArgumentOutOfRangeException(nameof(check), check, "Unknown check."),
    };

    /// <summary>
    /// A similarity as it is written in results: one to four decimals, such as <c>1.0</c> or <c>0.2912</c>. Only 1 is written as <c>1.0</c> and only 0 as
    /// <c>0.0</c>: what would round to them is written as <c>0.9999</c> or <c>0.0001</c>.
    /// </summary>
    /// <param name="similarity">The similarity, 0 to 1.</param>
    public static string FormatSimilarity(double similarity) => Shown(similarity).ToString(SimilarityFormat, CultureInfo.InvariantCulture);

    private const string SimilarityFormat = "0.0###";

    private static double Shown(double similarity) => similarity switch
    {
        > 0 and < 0.0001 => 0.0001,
        > 0.9999 and < 1 => 0.9999,
        _ => similarity,
    };

    private static void WriteMembers(Utf8JsonWriter json, DuplicatePair pair)
    {
        json.WriteString("left"u8, pair.Left);
        json.WriteString("right"u8, pair.Right);
        json.WriteString("relation"u8, NameOf(pair.Relation));
        if (pair.TooShort)
        {
            json.WriteBoolean("tooShort"u8, value: true);
        }

        WriteSimilarity(json, "jaccard"u8, pair.Jaccard);
        WriteSimilarity(json, "leftInRight"u8, pair.LeftInRight);
        WriteSimilarity(json, "rightInLeft"u8, pair.RightInLeft);
        WriteSimilarity(json, "leftAligned"u8, pair.LeftAligned);
        WriteSimilarity(json, "rightAligned"u8, pair.RightAligned);
        json.WriteStartArray("passages"u8);
        foreach (Passage passage in pair.Passages)
        {
            json.WriteStartObject();
            WriteRanges(json, new(passage.LeftStart, passage.LeftLength), new(passage.RightStart, passage.RightLength));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRanges(Utf8JsonWriter json, TextRange left, TextRange right)
    {
        json.WriteNumber("leftStart"u8, left.Start);
        json.WriteNumber("leftLength"u8, left.Length);
        json.WriteNumber("rightStart"u8, right.Start);
        json.WriteNumber("rightLength"u8, right.Length);
    }

    private static void WriteSimilarity(Utf8JsonWriter json, ReadOnlySpan<byte> name, double similarity)
    {
        Span<byte> digits = stackalloc byte[32];
        bool fits = Shown(similarity).TryFormat(digits, out int length, SimilarityFormat, CultureInfo.InvariantCulture);
        System.Diagnostics.Debug.Assert(fits, "A similarity of 0 to 1 has at most six characters.");
        json.WritePropertyName(name);
        json.WriteRawValue(digits[..length], skipInputValidation: true);
    }
}
