using System.Globalization;
using Dedup.Bench.Quality;

namespace Dedup.Bench.Speed;

/// <summary>What one stage takes. The properties are the fields of the JSON object.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="MbPerSecond">Text passed through the stage per second on one core, counted as UTF-8; 1 MB is 1,000,000 bytes.</param>
/// <param name="NsPerToken">The same time by token.</param>
/// <param name="BytesPerArticle">What is allocated.</param>
/// <param name="RatioToPlain">How many times as much text per second as the plain detector takes in: the median over the rounds of the ratio within a round.</param>
/// <param name="Lane">The widest vectors that the runtime may use.</param>
internal sealed record SpeedRow(string Stage, double MbPerSecond, double NsPerToken, double BytesPerArticle, double RatioToPlain, string Lane)
{
    internal static readonly string[] Columns = ["stage", "MB/s", "ns/token", "bytes/article", "times plain"];

    internal string[] ToCells() =>
    [
        Stage,
        QualityOutput.Amount(MbPerSecond),
        QualityOutput.Amount(NsPerToken),
        BytesPerArticle.ToString("N0", CultureInfo.InvariantCulture),
        QualityOutput.Amount(RatioToPlain),
    ];
}
