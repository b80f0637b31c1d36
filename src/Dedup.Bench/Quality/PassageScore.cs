using Dedup.Bench.Data;

namespace Dedup.Bench.Quality;

/// <summary>How well reported passages cover planted ones, character by character, on both sides. Add each pair of articles, then read the measures.</summary>
/// <remarks>
/// The macro measures of Potthast, Stein, Barrón-Cedeño and Rosso, "An evaluation framework for plagiarism detection" (COLING 2010). Precision is the mean, over reported passages, of the
/// share that is planted; recall the mean, over planted passages, of the share that is reported; granularity the mean number of reports per planted passage that has any.
/// </remarks>
internal sealed class PassageScore
{
    private double precisionSum;
    private double recallSum;
    private int reports;
    private int planted;
    private int found;
    private int reportsOfFound;

    internal double Precision => reports == 0 ? 1 : precisionSum / reports;

    internal double Recall => recallSum / planted;

    internal double Granularity => found == 0 ? 1 : (double)reportsOfFound / found;

    internal int Found => found;

    /// <summary>Adds a planted passage and all that was reported between its two articles, the source on the left.</summary>
    internal void Add(PlantedPassage truth, IEnumerable<Passage> reported)
    {
        planted++;
        List<Passage> hits = [];
        foreach (Passage passage in reported)
        {
            reports++;
            int inSource = Overlap(passage.LeftStart, passage.LeftLength, truth.SourceStart, truth.SourceLength);
            int inTarget = Overlap(passage.RightStart, passage.RightLength, truth.TargetStart, truth.TargetLength);
            if (inSource > 0 && inTarget > 0)
            {
                hits.Add(passage);
                precisionSum += (double)(inSource + inTarget) / (passage.LeftLength + passage.RightLength);
            }
        }

        // Passages of one pair do not overlap, so that their parts add up.
        recallSum += (double)hits.Sum(passage => Overlap(passage.LeftStart, passage.LeftLength, truth.SourceStart, truth.SourceLength)
            + Overlap(passage.RightStart, passage.RightLength, truth.TargetStart, truth.TargetLength)) / (truth.SourceLength + truth.TargetLength);
        found += hits.Count > 0 ? 1 : 0;
        reportsOfFound += hits.Count;
    }

    private static int Overlap(int start, int length, int otherStart, int otherLength) =>
        Math.Max(0, Math.Min(start + length, otherStart + otherLength) - Math.Max(start, otherStart));
}
