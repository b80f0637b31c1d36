using System.Buffers.Binary;
using Dedup.Core.Tests.Data;
using Dedup.Storage;
using NUnit.Framework;

namespace Dedup.Core.Tests.Storage;

/// <summary>Whatever happens to the bytes of an index is noticed and named.</summary>
[Category(Categories.OnceIsEnough)]
[Parallelizable(ParallelScope.All)]
public sealed class DamageTests
{
    /// <summary>Every bit of every file of a small index, one of each kind, is flipped, one at a time.</summary>
    [Test]
    public void Verify_AnyBitFlipped_NamesTheFile()
    {
        FakeFolder folder = Small(articles: 10, commits: 1);
        Assert.That(folder.Names.Select(Path.GetExtension), Is.EquivalentTo((string[])["", ".removed", ".segment"]));
        foreach (string name in folder.Names.ToArray())
        {
            byte[] sound = folder[name];
            for (int bit = 0; bit < sound.Length * 8; bit++)
            {
                byte[] damaged = [.. sound];
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                folder[name] = damaged;
                AssertIsNamed(folder, name, bit / 8, $"bit {bit} of {name}");
            }

            folder[name] = sound;
        }

        Assert.That(DuplicateIndex.Verify(folder), Is.Empty);
    }

    /// <summary>Every file of a small index is cut at every length, and has a byte too many.</summary>
    [Test]
    public void Verify_AnyFileCut_NamesTheFile()
    {
        FakeFolder folder = Small();
        foreach (string name in folder.Names.ToArray())
        {
            byte[] sound = folder[name];
            for (int length = 0; length < sound.Length; length++)
            {
                folder[name] = sound[..length];
                AssertIsNamed(folder, name, length, $"{name} cut at {length}");
            }

            folder[name] = [.. sound, 0];
            AssertIsNamed(folder, name, sound.Length, $"{name} with a byte too many");
            folder[name] = sound;
        }
    }

    [Test]
    public void Verify_FileMissing_NamesIt()
    {
        foreach (string name in Small().Names)
        {
            FakeFolder folder = Small();
            folder.Remove(name);
            Assert.That(DuplicateIndex.Verify(folder).Select(damage => damage.File), Does.Contain(name));
        }
    }

    /// <summary>A sound page in the place of another, and a sound file under another's name.</summary>
    [Test]
    public void Verify_PagesOrFilesSwapped_IsNoticed()
    {
        FakeFolder folder = Small(articles: 120);
        string[] segments = [.. folder.Names.Where(name => name.EndsWith(".segment", StringComparison.Ordinal))];
        byte[] sound = folder[segments[0]];
        byte[] swapped = [.. sound];
        sound.AsSpan(4096, 4096).CopyTo(swapped.AsSpan(8192));
        sound.AsSpan(8192, 4096).CopyTo(swapped.AsSpan(4096));
        folder[segments[0]] = swapped;
        Assert.That(DuplicateIndex.Verify(folder).Select(damage => (damage.File, damage.Offset)), Is.EquivalentTo(((string, long)[])[(segments[0], 4096), (segments[0], 8192)]));
        folder[segments[0]] = folder[segments[1]];
        Assert.That(DuplicateIndex.Verify(folder).Select(damage => damage.File), Does.Contain(segments[0]));
    }

    /// <summary>Whoever reads a damaged page is told, and nothing else happens.</summary>
    [Test]
    public void Find_DamagedPages_ThrowsOrAnswersRight()
    {
        FakeFolder folder = Small(articles: 40);
        Article asked = new("asked", Texts.Text(7, 60));
        string segment = folder.Names.First(name => name.EndsWith(".segment", StringComparison.Ordinal));
        byte[] sound = folder[segment];
        int refused = 0;
        for (int place = 5; place < sound.Length; place += 509)
        {
            byte[] damaged = [.. sound];
            damaged[place] ^= 0x10;
            folder[segment] = damaged;
            try
            {
                using DuplicateIndex index = DuplicateIndex.Open(folder);
                Assert.That(index.Find(asked).Select(match => match.Id), Is.EqualTo((string[])["07"]), $"byte {place}");
            }
            catch (InvalidDataException exception)
            {
                refused++;
                Assert.That(exception.Message, Does.Contain(segment).And.Contain($"at byte {place / 4096 * 4096}"));
            }
        }

        Assert.That(refused, Is.GreaterThan(3));
    }

    [Test]
    public void Repair_DamagedSegment_KeepsAllOthers([Values] bool withoutManifest)
    {
        FakeFolder folder = Small(articles: 40);
        string[] segments = [.. folder.Names.Where(name => name.EndsWith(".segment", StringComparison.Ordinal))];
        Assert.That(segments, Has.Length.EqualTo(2));
        byte[] damaged = folder[segments[0]];
        damaged[damaged.Length / 2] ^= 1;
        folder[segments[0]] = damaged;
        if (withoutManifest)
        {
            folder[Manifest.Name] = [1, 2, 3];
        }

        IReadOnlyList<IndexDamage> lost = DuplicateIndex.Repair(folder);
        Assert.That(lost.Select(damage => damage.File), Does.Contain(segments[0]));
        Assert.That(DuplicateIndex.Verify(folder), Is.Empty);
        using DuplicateIndex index = DuplicateIndex.Open(folder);
        Assert.That(Enumerable.Range(0, 40).Where(i => index.Contains($"{i:D2}")), Is.EqualTo(Enumerable.Range(20, 20).Where(i => i != 33)));
        Assert.That(index.Find(new Article("asked", Texts.Text(25, 60))).Single().Id, Is.EqualTo("25"));
        index.Add(new Article("05", Texts.Text(5, 60)));
        index.Commit();
        Assert.That(DuplicateIndex.Verify(folder), Is.Empty);
    }

    [Test]
    public void Repair_SoundIndex_ChangesNothing()
    {
        FakeFolder folder = Small();
        Dictionary<string, byte[]> before = folder.Names.ToDictionary(name => name, name => folder[name]);
        Assert.That(DuplicateIndex.Repair(folder), Is.Empty);
        Assert.That(folder.Names.ToDictionary(name => name, name => folder[name]), Is.EqualTo(before));
    }

    [Test]
    public void Open_NewerVersion_IsRefusedClearly()
    {
        FakeFolder folder = Small();
        byte[] manifest = folder[Manifest.Name];
        manifest[8] = 2;
        BinaryPrimitives.WriteUInt32LittleEndian(manifest.AsSpan(manifest.Length - 4), Crc32C.Compute(manifest.AsSpan(0, manifest.Length - 4)));
        folder[Manifest.Name] = manifest;
        Assert.That(() => DuplicateIndex.Open(folder), Throws.InstanceOf<NotSupportedException>().With.Message.Contains("format version 2").And.Message.Contains("newer"));
        Assert.That(() => DuplicateIndex.OpenRead(folder), Throws.InstanceOf<NotSupportedException>());
    }

    private static FakeFolder Small(int articles = 10, int commits = 2)
    {
        FakeFolder folder = new();
        using DuplicateIndex index = DuplicateIndex.Open(folder, new DedupOptions { MinHash = new() { Components = articles > 20 ? 128 : 16 }, Sketch = new() { Floor = articles > 20 ? 24 : 4 } });
        for (int i = 0; i < articles; i++)
        {
            index.Add(new Article($"{i:D2}", Texts.Text((ulong)i, articles > 20 ? 60 : 26)) { Title = "t", Date = DateTimeOffset.UnixEpoch });
            if (i == (articles / 2) - 1 && commits > 1)
            {
                index.Commit();
            }
        }

        index.Commit();
        index.Remove(articles > 20 ? "33" : "07");
        index.Commit();
        return folder;
    }

    private static void AssertIsNamed(FakeFolder folder, string name, int place, string what)
    {
        IReadOnlyList<IndexDamage> found = DuplicateIndex.Verify(folder);
        Assert.That(found, Is.Not.Empty, what);
        Assert.That(found.Select(damage => damage.File), Does.Contain(name), what);
        Assert.That(found.Where(damage => damage.File == name).Select(damage => damage.Offset).Min(), Is.LessThanOrEqualTo(place), what);
    }
}
