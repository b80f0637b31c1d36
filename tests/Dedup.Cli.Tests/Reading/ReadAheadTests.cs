using Dedup.Cli.Reading;
using Microsoft.Win32.SafeHandles;
using NUnit.Framework;

namespace Dedup.Cli.Tests.Reading;

public sealed class ReadAheadTests
{
    private const int FileBytes = 400_000;
    private readonly TemporaryFolder folder = new();
    private byte[] content = [];

    [OneTimeSetUp]
    public void WriteFiles()
    {
        content = new byte[FileBytes];
        new Random(7).NextBytes(content);
        File.WriteAllBytes(PathOf("a"), content);
        File.WriteAllBytes(PathOf("b"), [.. content.Reverse()]);
    }

    [OneTimeTearDown]
    public void Delete() => folder.Dispose();

    /// <summary>Whatever is asked for, front to back, at random or in two files by turns, the bytes are those of the file at that place.</summary>
    [TestCase(0, false)]
    [TestCase(0, true)]
    [TestCase(1, false)]
    [TestCase(2, true)]
    public void Read_AnyPlaces_AreTheBytesOfTheFile(int order, bool byTurns)
    {
        using SafeFileHandle a = File.OpenHandle(PathOf("a"));
        using SafeFileHandle b = File.OpenHandle(PathOf("b"));
        ReadAhead ahead = new();
        Random random = new(order);
        long place = 0;
        for (int i = 0; i < 500; i++)
        {
            int wanted = random.Next(i % 7 == 0 ? 90_000 : 5_000);
            place = order switch
            {
                0 => place + random.Next(200) is long next && next < FileBytes ? next : 0,
                1 => Math.Max(0, place - 6_000),
                _ => random.Next(FileBytes),
            };
            bool isB = byTurns && i % 5 < 2;
            byte[] bytes = new byte[wanted];
            int count = ahead.Read(isB ? b : a, bytes, place);
            Assert.That(count, Is.EqualTo(Math.Min(wanted, FileBytes - place)), $"{i}: {wanted} at {place}");
            for (int at = 0; at < count; at++)
            {
                if (bytes[at] != content[isB ? FileBytes - 1 - (int)place - at : (int)place + at])
                {
                    Assert.Fail($"{i}: {wanted} at {place}, byte {at}");
                }
            }

            place += count;
        }
    }

    /// <summary>Texts in a row come from one call: what the file has become since then does not show in them, only what follows.</summary>
    [Test]
    public void Read_InARow_AsksTheFileOnceForMany()
    {
        File.WriteAllText(PathOf("c"), new string('x', FileBytes));
        using SafeFileHandle c = File.OpenHandle(PathOf("c"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        ReadAhead ahead = new();
        byte[] bytes = new byte[1000];
        ahead.Read(c, bytes, 0);
        ahead.Read(c, bytes, 1100);
        RandomAccess.Write(c, new byte[FileBytes], 0);
        ahead.Read(c, bytes, 2200);
        Assert.That(bytes, Has.All.EqualTo((byte)'x'), "read ahead");
        ahead.Read(c, bytes, 200_000);
        Assert.That(bytes, Has.All.Zero, "not read ahead");
    }

    private string PathOf(string name) => Path.Combine(folder.Path, name);
}
