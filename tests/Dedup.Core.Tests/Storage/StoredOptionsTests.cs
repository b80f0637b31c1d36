using System.Reflection;
using Dedup.Candidates;
using Dedup.Storage;
using NUnit.Framework;

namespace Dedup.Core.Tests.Storage;

public sealed class StoredOptionsTests
{
    // They decide nothing that an index stores or answers.
    private static readonly string[] LeftOut = ["Representative", "RecallSample", "Threads"];

    /// <summary>A new option must be stored, or be left out on purpose.</summary>
    [Test]
    public void Write_NamesEveryOption()
    {
        string[] stored = [.. StoredOptions.Write(new DedupOptions()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).Except(["Tokenizer.Version", "Index.Sketch"])];
        Assert.That(stored, Is.EquivalentTo(NamesOf(typeof(DedupOptions), string.Empty)));
    }

    [Test]
    public void Read_WhatWasWritten_IsTheSame()
    {
        DedupOptions options = new()
        {
            Detect = Detect.Resemblance | Detect.Passages,
            Shingling = new() { Width = 4, HanWidth = 3, LetterWidth = 9 },
            MinHash = new() { Components = 64, Seed = ulong.MaxValue },
            Sketch = new() { Scale = 8, Floor = 30 },
            Candidates = new() { Banding = new LshBanding(10, 6), SharedHashes = 4, BucketLimit = 20 },
            Verification = new() { JaccardThreshold = 0.1 + 0.2, ContainmentThreshold = 0.7, AlignWords = false, PassageTokens = 50, TemplateArticles = 0 },
        };
        Assert.That(StoredOptions.Read(StoredOptions.Write(options), "index"), Is.EqualTo(options));
        DedupOptions defaults = StoredOptions.Read(StoredOptions.Write(new DedupOptions()), "index");
        Assert.That(defaults with { Candidates = defaults.Candidates with { Banding = null } }, Is.EqualTo(new DedupOptions()), "the banding is written as it was chosen");
    }

    [Test]
    public void Read_UnknownSettingOrOtherTokens_IsRefusedClearly()
    {
        string text = StoredOptions.Write(new DedupOptions());
        Assert.That(() => StoredOptions.Read(text + "Future=1\n", "x"), Throws.InstanceOf<NotSupportedException>().With.Message.Contains("Future"));
        Assert.That(() => StoredOptions.Read(text.Replace("Tokenizer.Version=", "Tokenizer.Version=9", StringComparison.Ordinal), "x"), Throws.InstanceOf<NotSupportedException>().With.Message.Contains("tokenizer"));
        Assert.That(() => StoredOptions.Read(text.Replace("Sketch.Scale=16", "Sketch.Scale=0", StringComparison.Ordinal), "x"), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("Sketch.Scale"));
    }

    private static IEnumerable<string> NamesOf(Type options, string prefix)
    {
        foreach (PropertyInfo property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.CanWrite && !LeftOut.Contains(property.Name))
            {
                if (property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal))
                {
                    foreach (string name in NamesOf(property.PropertyType, property.Name + "."))
                    {
                        yield return name;
                    }
                }
                else
                {
                    yield return prefix + property.Name;
                }
            }
        }
    }
}
