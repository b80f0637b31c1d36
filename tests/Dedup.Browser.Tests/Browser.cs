using System.Diagnostics;

namespace Dedup.Browser.Tests;

/// <summary>A headless Chromium, spoken to over its DevTools protocol. The libraries that do this bring a browser driver of hundreds of megabytes; what these tests need is little.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly string profile;

    private Browser(Process process, string profile, DevTools devTools)
    {
        this.process = process;
        this.profile = profile;
        DevTools = devTools;
    }

    internal DevTools DevTools { get; }

    /// <summary>The installed browser: what DEDUP_CHROMIUM names, else the first Chromium or Chrome on the path; null when there is none.</summary>
    internal static string? FindExecutable()
    {
        if (Environment.GetEnvironmentVariable("DEDUP_CHROMIUM") is { Length: > 0 } named)
        {
            return named;
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    internal static async Task<Browser> Start(string executable)
    {
        string profile = Directory.CreateTempSubdirectory("dedup-browser-").FullName;
        ProcessStartInfo start = new(executable)
        {
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars", "--disable-extensions",
                "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
            },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        string portFile = Path.Combine(profile, "DevToolsActivePort");
        Stopwatch watch = Stopwatch.StartNew();
        string[] lines = [];
        while (lines.Length < 2)
        {
            Assert.That(process.HasExited, Is.False, $"{executable} ended at once, with code {(process.HasExited ? process.ExitCode : 0)}");
            Assert.That(watch.Elapsed, Is.LessThan(StartLimit), $"{executable} did not open its DevTools port");
            await Task.Delay(50);
            lines = File.Exists(portFile) ? await File.ReadAllLinesAsync(portFile) : [];
        }

        return new Browser(process, profile, await DevTools.Connect(new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}")));
    }

    public async ValueTask DisposeAsync()
    {
        await DevTools.DisposeAsync();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        process.Dispose();
        try
        {
            Directory.Delete(profile, recursive: true);
        }
        catch (IOException)
        {
            // A child of the browser may still be writing there; the folder is in the temporary one.
        }
    }
}
