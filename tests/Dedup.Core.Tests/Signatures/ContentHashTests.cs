using Dedup.Core.Tests.Data;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Signatures;

public sealed class ContentHashTests
{
    /// <summary>Any change anywhere shows in both halves: a token replaced, two exchanged, one added or taken away at the end, also zeros.</summary>
    [Test]
    public void Compute_StreamsThatDiffer_HaveUnequalHalves([Range(0, 20)] int length)
    {
        Seeded random = new((ulong)length + 1);
        ulong[] tokens = [.. Enumerable.Range(0, length).Select(_ => random.Next())];
        List<ulong[]> streams = [tokens, [.. tokens, 0], [.. tokens, 0, 0], [.. tokens, 1]];
        for (int i = 0; i < length; i++)
        {
            streams.Add([.. tokens.Select((token, at) => at == i ? token ^ 1 : token)]);
            streams.Add([.. tokens.Where((_, at) => at != i)]);
            for (int j = 0; j < i; j++)
            {
                ulong[] swapped = [.. tokens];
                (swapped[i], swapped[j]) = (swapped[j], swapped[i]);
                streams.Add(swapped);
            }
        }

        ContentHash[] hashes = [.. streams.Select(static stream => ContentHash.Compute(stream))];
        Assert.Multiple(() =>
        {
            Assert.That(hashes.Select(static hash => hash.First), Is.Unique);
            Assert.That(hashes.Select(static hash => hash.Second), Is.Unique);
            Assert.That(ContentHash.Compute([.. tokens]), Is.EqualTo(hashes[0]));
        });
    }
}
