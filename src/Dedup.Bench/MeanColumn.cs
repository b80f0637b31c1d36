using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Dedup.Bench;

/// <summary>A column computed from a benchmark's mean time and parameters, such as a throughput.</summary>
/// <param name="name">The heading.</param>
/// <param name="legend">What the number means; printed below the table.</param>
/// <param name="compute">From the mean in nanoseconds and the parameters to the number.</param>
internal sealed class MeanColumn(string name, string legend, Func<double, ParameterInstances, double> compute) : IColumn
{
    public string Id => $"{nameof(MeanColumn)}.{name}";

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        double? mean = summary[benchmarkCase]?.ResultStatistics?.Mean;
        if (mean is null)
        {
            return "NA";
        }

        double value = compute(mean.Value, benchmarkCase.Parameters);
        return value.ToString(value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
    }
}
