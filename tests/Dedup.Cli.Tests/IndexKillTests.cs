using System.Diagnostics;
using System.Text;

namespace Dedup.Cli.Tests;

/// <summary>The tool is killed at random moments while it adds to an index; what it said was committed is there, in order, and nothing else is half there. <c>DEDUP_KILLS</c> sets how often.</summary>
public sealed class IndexKillTests : ToolFixture
{
    private const int Articles = 4000;
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("DEDUP_KILLS") ?? "20", System.Globalization.CultureInfo.InvariantCulture);

    [Test, Platform("Linux,MacOsX")]
    public void Kill_AtRandomMoments_LeavesAnAcknowledgedPrefix()
    {
        byte[][] lines = [.. Enumerable.Range(0, Articles).Select(i => Encoding.UTF8.GetBytes(Sample.Json($"{i:D5}", Sample.Text(i / 2, 60)) + "\n"))];
        Random random = new(1);
        IndexTests.AssertGood(Dedup("index", "create", "i"));
        int held = 0;
        int cutShort = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            if (held > Articles - 1000)
            {
                IndexTests.AssertGood(Dedup("index", "expire", "i", "--keep", "0"));
                held = 0;
            }

            int start = held;
            int acknowledged = AddAndKill(lines, start, random);
            using DuplicateIndex index = DuplicateIndex.Open(Path.Combine(Folder.Path, "i"));
            int count = index.Count;
            string what = $"kill {kill}: {start} before, {acknowledged} acknowledged, {count} there";
            Assert.That(count, Is.GreaterThanOrEqualTo(start + acknowledged), what);
            Assert.That(Enumerable.Range(0, count).All(i => index.Contains($"{i:D5}")), Is.True, what);
            Assert.That(DuplicateIndex.Verify(Path.Combine(Folder.Path, "i")), Is.Empty, what);
            held = count;
            cutShort += count < Articles ? 1 : 0;
        }

        TestContext.Out.WriteLine($"{Kills} kills, {cutShort} of them in the middle");
        Assert.That(cutShort, Is.Positive);
    }

    /// <summary>Adds articles from a number on and kills the process; returns how many it said were committed.</summary>
    private int AddAndKill(byte[][] lines, int start, Random random)
    {
        using Process process = StartTool("index", "add", "i", "-", "--commit-every", $"{1 + random.Next(60)}", "--report-commits", "--quiet");
        Task writing = Task.Run(() =>
        {
            try
            {
                foreach (byte[] line in lines.AsSpan(start))
                {
                    process.StandardInput.BaseStream.Write(line);
                }

                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The process is dead, as it should be.
            }
        });
        int acknowledged = 0;
        Task reading = Task.Run(() =>
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                if (line.StartsWith("{\"committed\":", StringComparison.Ordinal) && line.EndsWith('}'))
                {
                    acknowledged = int.Parse(line.AsSpan(13, line.Length - 14), System.Globalization.CultureInfo.InvariantCulture);
                }
            }
        });

        // From the first commit on, so that the moments lie within the work however slow the machine is.
        SpinWait.SpinUntil(() => Volatile.Read(ref acknowledged) > 0 || process.HasExited, TimeSpan.FromSeconds(60));
        Thread.Sleep(random.Next(60));
        process.Kill();
        process.WaitForExit();
        Task.WaitAll(writing, reading);
        return acknowledged;
    }
}
