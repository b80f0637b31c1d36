using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Dedup.Bench;

/// <summary>The kinds of run, chosen with <c>--kind</c>; all show allocated bytes and write a GitHub table.</summary>
internal static class Config
{
    /// <summary>Three iterations inside this process: minutes for everything, good for ratios and allocated bytes. The default.</summary>
    internal const string Short = "short";

    /// <summary>BenchmarkDotNet's own default job, a process for each benchmark: for numbers to publish.</summary>
    internal const string Standard = "standard";

    /// <summary>One call each: says whether the answers are right, nothing about time.</summary>
    internal const string Dry = "dry";

    /// <summary>A process for each vector width the runtime can be held to, widest first: what each set of instructions brings.</summary>
    internal const string InstructionSets = "instruction-sets";

    /// <exception cref="ArgumentException">There is no such kind.</exception>
    internal static IConfig OfKind(string kind) => kind switch
    {
        Short => Common().AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithId(kind)),
        Standard => Common().AddJob(Job.Default.WithId(kind)),
        Dry => Common().AddJob(Job.Dry.WithToolchain(InProcessEmitToolchain.Instance).WithId(kind)),
        InstructionSets => Common().AddJob(
            Job.ShortRun.WithId("default"),
            Job.ShortRun.WithEnvironmentVariable("DOTNET_EnableAVX512", "0").WithId("no AVX-512"),
            Job.ShortRun.WithEnvironmentVariable("DOTNET_EnableAVX2", "0").WithId("no AVX2"),
            Job.ShortRun.WithEnvironmentVariable("DOTNET_EnableHWIntrinsic", "0").WithId("no SIMD")),
        _ => throw new ArgumentException($"There is no kind of run '{kind}': choose {Short}, {Standard}, {Dry} or {InstructionSets}.", nameof(kind)),
    };

    private static ManualConfig Common() => ManualConfig.CreateEmpty()
        .AddLogger(ConsoleLogger.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddExporter(MarkdownExporter.GitHub);
}
