using Dedup.Bench.Data;

namespace Dedup.Bench.Quality;

/// <summary>The sets whose truth is known because we made them, by name.</summary>
internal static class GeneratedSets
{
    private const string Ladder = "ladder";
    private const string Mixed = "mixed";
    private const string Pages = "pages";
    private const string Planted = "planted";

    internal static string[] Names { get; } = [Ladder, Mixed, Pages, Planted];

    internal static void Run(QualityArguments arguments, QualityOutput output)
    {
        List<WrongPair> wrong = [];
        if (arguments.Wants(Ladder))
        {
            output.WriteTable(
                $"Edit ladder: {EditLadder.Articles} articles and an edited copy of each, one run a row; copies with J >= 0.5, and others with C >= 0.8, should be found",
                EditLadder.Run(arguments, wrong));
        }

        if (arguments.Wants(Mixed))
        {
            output.WriteTable(
                "Mixed corpus: boilerplate-sharing pairs (to be left alone) beside syndicated pairs and wrapped copies (to be found)",
                MixedBench.Run(arguments, wrong));
        }

        if (arguments.Wants(Pages))
        {
            output.WriteTable($"Articles inside pages of {PageBench.PageWords:N0} words", PageBench.Run(arguments, wrong));
        }

        if (arguments.Wants(Planted))
        {
            output.WriteTable("Passages planted into other articles with edits: characters marked in the two texts, and pairs found in a batch", PlantedBench.Run());
        }

        output.WriteWrongPairs(wrong);
    }
}
