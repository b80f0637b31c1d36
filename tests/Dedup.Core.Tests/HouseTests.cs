using System.Text.RegularExpressions;
using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests;

/// <summary>The folders of the library are the stages of its pipeline: a stage may use the stages before it and the data types at the root, nothing else.</summary>
public sealed partial class HouseTests
{
    private static readonly string[] Stages = ["Internals", "Text", "Shingling", "Signatures", "Candidates", "Verification", "Clustering", "Batch", "Streaming", "Cleaning", "Storage", "Reporting"];

    [Test]
    public void EveryStage_UsesOnlyEarlierOnes()
    {
        string core = Path.Combine(Repository.Root, "src", "Dedup.Core");
        string[] folders = [.. Directory.GetDirectories(core).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj"))];
        Assert.That(folders, Is.EquivalentTo(Stages), "a new folder is a new stage: give it its place in the order");
        List<string> broken = [];
        for (int stage = 0; stage < Stages.Length; stage++)
        {
            foreach (string file in Directory.GetFiles(Path.Combine(core, Stages[stage]), "*.cs", SearchOption.AllDirectories))
            {
                string text = File.ReadAllText(file);
                Assert.That(text, Does.Contain($"namespace Dedup.{Stages[stage]};"), file);
                broken.AddRange(UsingPattern().Matches(text).Select(match => match.Groups[1].Value)
                    .Where(used => Array.IndexOf(Stages, used) >= stage)
                    .Select(used => $"{Path.GetFileName(file)} in {Stages[stage]} uses {used}"));
            }
        }

        Assert.That(broken, Is.Empty);
    }

    [GeneratedRegex(@"^using (?:static )?Dedup\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingPattern();
}
