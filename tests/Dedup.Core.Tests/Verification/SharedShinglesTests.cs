using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests.Verification;

public sealed class SharedShinglesTests
{
    /// <summary>Texts with more and fewer shingles in common, with repeats in and outside of them, walked both ways round and again.</summary>
    [Test]
    public void Walk_AnyTwoTexts_FindsWhatSetsFind([Range(1, 80)] int seed)
    {
        Seeded random = new((ulong)seed);
        SharedShingles shared = new();
        ShingledText[] texts = [new(new Shingler()), new(new Shingler()), new(new Shingler())];
        string[][] parts = [.. Enumerable.Range(0, 6).Select(_ => Words(random, random.Below(120), kinds: random.Below(2) == 0 ? 3 : 1000))];
        foreach (ShingledText text in texts)
        {
            text.Load(string.Join(' ', Enumerable.Range(0, random.Below(7)).SelectMany(_ => parts[random.Below(parts.Length)])));
        }

        for (int walk = 0; walk < 12; walk++)
        {
            ShingledText text = texts[random.Below(3)];
            ShingledText other = texts[random.Below(3)];
            shared.Walk(text, other);
            ulong[] own = text.Shingles.ToArray();
            ulong[] others = other.Shingles.ToArray();
            Assert.That(shared.Places.ToArray(), Is.EqualTo(own.Select(shingle => Array.IndexOf(others, shingle))), $"seed {seed}");
            Assert.That(shared.IsShared.ToArray(), Is.EqualTo(others.Select((shingle, i) => own.Contains(shingle) && Array.IndexOf(others, shingle) == i)), $"seed {seed}");
            Assert.That(shared.DistinctCount, Is.EqualTo(own.Intersect(others).Count()), $"seed {seed}");
            Assert.That(text.DistinctCount, Is.EqualTo(own.Distinct().Count()), $"seed {seed}");
            Assert.That(other.DistinctCount, Is.EqualTo(others.Distinct().Count()), $"seed {seed}");
        }
    }

    private static string[] Words(Seeded random, int count, int kinds) => [.. Enumerable.Range(0, count).Select(_ => $"word{random.Below(kinds)}")];
}
