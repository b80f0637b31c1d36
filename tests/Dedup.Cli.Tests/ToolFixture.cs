namespace Dedup.Cli.Tests;

/// <summary>What tests of the tool as a process have in common: a folder of their own, in which the tool runs.</summary>
public abstract class ToolFixture
{
    private protected TemporaryFolder Folder { get; private set; } = null!;

    [SetUp]
    public void CreateFolder() => Folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => Folder.Dispose();

    private protected ToolResult Dedup(params string[] arguments) => Tool.Run(Folder.Path, arguments);

    private protected ToolResult DedupWithInput(byte[] input, params string[] arguments) => Tool.Run(Folder.Path, input, arguments);

    /// <summary>Starts the tool and leaves it running.</summary>
    private protected System.Diagnostics.Process StartTool(params string[] arguments) => Tool.Start(Folder.Path, Tool.Host, [Tool.Dll, .. arguments]);

    private protected ToolResult Shell(string script) => Tool.Shell(Folder.Path, script);
}
