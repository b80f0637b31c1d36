using System.Globalization;

namespace Dedup.Cli;

/// <summary>How numbers are shown to people, the same in every culture.</summary>
internal static class Figures
{
    /// <summary>Such as "1 pair" and "2,000 pairs".</summary>
    public static string Count(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>A number with thousands separated.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share in per cent. Only all is "100.0%" and only nothing "0.0%".</summary>
    public static string Percent(double share)
    {
        double percent = share switch
        {
            > 0 and < 0.001 => 0.1,
            > 0.999 and < 1 => 99.9,
            _ => share * 100,
        };
        return percent.ToString("0.0", CultureInfo.InvariantCulture) + "%";
    }

    /// <summary>A size in the largest binary unit that leaves a whole number, such as "256 MiB" and "100 bytes".</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["bytes", "KiB", "MiB", "GiB"];
        int unit = 0;
        while (unit < units.Length - 1 && bytes >= 1024 && bytes % 1024 == 0)
        {
            bytes /= 1024;
            unit++;
        }

        return $"{Number(bytes)} {units[unit]}";
    }

    /// <summary>Such as "1.3 s".</summary>
    public static string Seconds(TimeSpan elapsed) => elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
