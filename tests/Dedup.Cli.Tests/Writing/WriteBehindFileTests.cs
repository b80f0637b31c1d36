using Dedup.Cli.Cleaning;

namespace Dedup.Cli.Tests.Writing;

public sealed class WriteBehindFileTests
{
    private const int Megabyte = 1 << 20;

    [Test]
    public void FlushToDisk_WhatWasWritten_StandsInTheFile([Values] bool isAlone)
    {
        byte[] content = new byte[(3 * Megabyte) + 7];
        new Random(3).NextBytes(content);
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "out");
        using (WriteBehindFile file = new(path, isAlone))
        {
            foreach (byte[] piece in content.Chunk(777_777))
            {
                file.Write(piece);
            }

            file.FlushToDisk();
        }

        Assert.That(File.ReadAllBytes(path), Is.EqualTo(content), "seed 3");
    }

    [Test]
    public void Write_Alone_HasWrittenFullBlocksBeforeItReturns()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "out");
        using WriteBehindFile file = new(path, isAlone: true);

        file.Write(new byte[(2 * Megabyte) + 1]);

        Assert.That(new FileInfo(path).Length, Is.EqualTo(2 * Megabyte));
    }
}
