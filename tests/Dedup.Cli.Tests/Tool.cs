using System.Diagnostics;
using System.Text;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Tests;

/// <summary>Runs the built tool as a process.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static string Dll { get; } = typeof(ArticleReader).Assembly.Location;

    /// <summary>The <c>dotnet</c> that runs these tests.</summary>
    public static string Host { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? Environment.ProcessPath!
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static ToolResult Run(string folder, params string[] arguments) => Run(folder, [], arguments);

    /// <summary>Runs the tool in a folder with some bytes as standard input.</summary>
    public static ToolResult Run(string folder, byte[] input, params string[] arguments) => Finish(Start(folder, Host, [Dll, .. arguments]), input);

    /// <summary>Runs a line of shell in which <c>dedup</c> stands for the tool.</summary>
    public static ToolResult Shell(string folder, string script) =>
        Finish(Start(folder, "sh", ["-c", $"dedup() {{ '{Host}' '{Dll}' \"$@\"; }}; {script}"]), []);

    /// <summary>Starts a process whose streams are all redirected.</summary>
    public static Process Start(string folder, string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("NO_COLOR");
        return Process.Start(start)!;
    }

    /// <summary>Starts the tool so that an interrupt reaches it, also where a shell runs the tests in its background and has them ignore interrupts, which their children inherit.</summary>
    public static Process StartInterruptible(string folder, params string[] arguments)
    {
        string[] restore = ["--default-signal=INT"];
        using Process probe = Start(folder, "env", [.. restore, "true"]);
        probe.WaitForExit();
        return probe.ExitCode == 0 ? Start(folder, "env", [.. restore, Host, Dll, .. arguments]) : Start(folder, Host, [Dll, .. arguments]);
    }

    /// <summary>Feeds a process, waits for its end and closes it; ends it by force when it takes too long.</summary>
    public static ToolResult Finish(Process process, byte[] input)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            try
            {
                process.StandardInput.BaseStream.Write(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The process ended before it had read all; how it ended is what the test looks at.
            }

            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"The process did not end within {Limit.TotalSeconds} s: {string.Join(' ', process.StartInfo.ArgumentList)}");
            }

            return new ToolResult(process.ExitCode, output.Result, error.Result);
        }
    }
}
