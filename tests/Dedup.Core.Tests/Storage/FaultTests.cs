using Dedup.Core.Tests.Data;
using Dedup.Storage;
using NUnit.Framework;

namespace Dedup.Core.Tests.Storage;

/// <summary>Every operation of the file system fails once, in every way; the index always opens and holds exactly what a commit that returned left, or what the one that was under way would have.</summary>
[Category(Categories.OnceIsEnough)]
[Parallelizable(ParallelScope.All)]
public sealed class FaultTests
{
    private static readonly Article[] Articles = [.. Enumerable.Range(0, 60).Select(i => new Article($"{i:D2}", Texts.Text((ulong)(i / 2), 40)))];

    /// <summary>Kills the process at each operation of a life with commits, merges and removals; then looks at what is there after the kill, and after a power cut.</summary>
    [Test]
    public void Kill_AtEveryOperation_LeavesACommit([Values(0, 128, 256)] int writtenShare, [Values] Merging merging) =>
        EndAtEveryOperation(writtenShare, merging, static folder => folder.AfterKill());

    [Test]
    public void PowerCut_AtEveryOperation_LeavesACommit([Values("NoNames", "AllNames", "ReplacedNames")] string luck, [Values] Merging merging) =>
        EndAtEveryOperation(128, merging, folder => folder.AfterPowerCut(Enum.Parse<FakeFolder.Luck>(luck)));

    private static void EndAtEveryOperation(int writtenShare, Merging merging, Func<FakeFolder, FakeFolder> whatIsLeft)
    {
        int operations = Live(new FakeFolder(), out _, merging: merging);
        Assert.That(operations, Is.GreaterThan(150));
        for (int at = 0; at < operations; at++)
        {
            FakeFolder folder = new() { FailAt = at, IsDead = true, WrittenShare = writtenShare };
            List<string[]> states = [];
            int acknowledged = 0;
            Assert.That(() => Live(folder, out acknowledged, states, merging), Throws.InstanceOf<Exception>(), $"operation {at}");
            AssertIsCommit(whatIsLeft(folder), states, acknowledged, $"operation {at} of {operations}: {folder.Log[at]}");
        }
    }

    /// <summary>What the tests above rest on: where synchronising does nothing, a power cut does show.</summary>
    [Test]
    public void PowerCut_SynchronisingDoesNothing_LosesTheCommit([Values] bool names)
    {
        FakeFolder folder = new() { LosesFiles = !names, LosesNames = names };
        Live(folder, out int acknowledged);
        Assert.That(acknowledged, Is.GreaterThan(5));
        FakeFolder left = folder.AfterPowerCut(FakeFolder.Luck.NoNames);
        if (names)
        {
            Assert.That(left.Names, Does.Not.Contain(Manifest.Name));
        }
        else
        {
            Assert.That(() => DuplicateIndex.Open(left), Throws.InstanceOf<InvalidDataException>());
        }
    }

    /// <summary>Each operation fails once; the index says so, refuses to go on, and its last commit is intact for whoever opens it anew.</summary>
    [Test]
    public void Error_AtEveryOperation_IsReportedAndPoisonsTheIndex([Values(0, 100)] int writtenShare, [Values] Merging merging)
    {
        int operations = Live(new FakeFolder(), out _, merging: merging);
        for (int at = 0; at < operations; at++)
        {
            FakeFolder folder = new() { FailAt = at, WrittenShare = writtenShare };
            List<string[]> states = [];
            int acknowledged = 0;
            Exception? thrown = null;
            try
            {
                Live(folder, out acknowledged, states, merging);
            }
            catch (Exception exception)
            {
                thrown = exception;
            }

            string where = $"operation {at} of {operations}: {folder.Log[at]}";
            Assert.That(thrown, Is.InstanceOf<IOException>(), where);
            Assert.That(thrown!.Message, Does.Contain($"error at operation {at}"), where);
            AssertIsCommit(folder.Copy(), states, acknowledged, where);
        }
    }

    [Test]
    public void Commit_Fails_NothingElseIsDoneWithTheIndex()
    {
        FakeFolder folder = new();
        using DuplicateIndex index = DuplicateIndex.Open(folder);
        index.Add(Articles[0]);
        index.Commit();
        index.Add(Articles[3]);
        folder.FailAt = folder.Operations + 2;
        Assert.That(index.Commit, Throws.InstanceOf<IOException>().With.Message.Contains("last commit is intact"));
        int operations = folder.Operations;
        foreach (Action use in (Action[])[() => index.Add(Articles[5]), () => index.Commit(), () => index.Find(Articles[0]), () => index.Contains("00"), () => index.Remove("00"), index.Compact])
        {
            Assert.That(use, Throws.InvalidOperationException.With.Message.Contains("open it anew"));
        }

        Assert.That(folder.Operations, Is.EqualTo(operations));
    }

    /// <summary>How segments are merged in a life.</summary>
    public enum Merging
    {
        /// <summary>By the commit that they are due at; compacted at the end.</summary>
        AtOnce,

        /// <summary>Beside what comes after it; compacted at the end.</summary>
        InBackground,

        /// <summary>Beside what comes after it, and closed in the middle.</summary>
        WhileClosing,
    }

    /// <summary>Opens, adds, commits, removes and compacts; notes each state before it is committed, and how many commits returned.</summary>
    private static int Live(FakeFolder folder, out int acknowledged, List<string[]>? states = null, Merging merging = Merging.AtOnce)
    {
        acknowledged = 0;
        List<string> held = [];
        states ??= [];
        states.Add([]);
        using DuplicateIndex index = DuplicateIndex.Open(folder, mostMergedAtOnce: merging == Merging.AtOnce ? StoredContents.UsualMergedAtOnce : 0);
        for (int i = 0; i < Articles.Length; i++)
        {
            index.Add(Articles[i]);
            held.Add(Articles[i].Id);
            if (i % 9 == 5)
            {
                string gone = held[i * 7 % held.Count];
                index.Remove(gone);
                held.Remove(gone);
            }

            if (i % 6 == 5)
            {
                states.Add([.. held]);
                index.Commit();
                acknowledged = states.Count - 1;
            }
        }

        index.RemoveAllButNewest(20);
        states.Add([.. held.TakeLast(20)]);
        if (merging == Merging.WhileClosing)
        {
            index.Commit();
        }
        else
        {
            index.Compact();
        }

        acknowledged = states.Count - 1;
        index.Dispose();
        return folder.Operations;
    }

    private static void AssertIsCommit(FakeFolder left, List<string[]> states, int acknowledged, string where)
    {
        if (acknowledged == 0 && !left.Names.Contains(Manifest.Name))
        {
            DuplicateIndex.Open(left).Dispose();
            return;
        }

        using DuplicateIndex index = DuplicateIndex.Open(left);
        string[] held = [.. Articles.Select(article => article.Id).Where(index.Contains)];
        Assert.That(index.Count, Is.EqualTo(held.Length), where);
        int state = Enumerable.Range(acknowledged, states.Count - acknowledged).FirstOrDefault(state => states[state].SequenceEqual(held), -1);
        Assert.That(state, Is.GreaterThanOrEqualTo(acknowledged), $"{where}: {string.Join(' ', held)} is no state from {acknowledged} on");

        // Twins find each other, and what was left over is gone.
        foreach (Article article in Articles.Where(article => held.Contains(article.Id)))
        {
            Assert.That(index.Find(article), Has.Count.EqualTo(held.Contains(Twin(article)) ? 1 : 0), where);
        }

        index.Add(new Article("new", Texts.Text(999, 40)));
        index.Commit();
        Assert.That(left.Names.Where(name => name.EndsWith(".segment", StringComparison.Ordinal)).Count(), Is.EqualTo(index.Statistics().Segments), where);
    }

    private static string Twin(Article article) => $"{int.Parse(article.Id, System.Globalization.CultureInfo.InvariantCulture) ^ 1:D2}";
}
