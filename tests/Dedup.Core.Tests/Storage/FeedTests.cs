using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Storage;

/// <summary>A short day of a feed; the long one is <c>dotnet run -c Release --project src/Dedup.Bench -- feed</c>.</summary>
public sealed class FeedTests
{
    private const int AnHour = 60;
    private const int KeptHours = 4;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Each hour the index is opened, asked and added to, expired and now and then compacted; it holds the last hours, answers about them alone, and takes no more room than they do.</summary>
    [Test]
    public void DayOfAFeed_HoldsTheLastHoursInBoundedRoom([Values] bool inBackground)
    {
        FakeFolder folder = new();
        List<long> room = [];
        for (int hour = 0; hour < 24; hour++)
        {
            using (DuplicateIndex index = DuplicateIndex.Open(folder, mostMergedAtOnce: inBackground ? 0 : Dedup.Storage.StoredContents.UsualMergedAtOnce))
            {
                for (int i = 0; i < AnHour; i++)
                {
                    // Every third article is a light edit of the one before.
                    Article article = Article(hour, i);
                    string[] found = [.. index.Find(article).Select(match => match.Id)];
                    Assert.That(found, Is.EqualTo(i % 3 == 2 ? [Article(hour, i - 1).Id] : Array.Empty<string>()), article.Id);
                    index.Add(article);
                    if (i % 20 == 19)
                    {
                        index.Commit();
                    }
                }

                Assert.That(index.RemoveBefore(Start.AddHours(hour - KeptHours + 1)), Is.EqualTo(hour < KeptHours ? 0 : AnHour), $"hour {hour}");
                index.Commit();
                if (hour % 10 == 9)
                {
                    index.Compact();
                }
            }

            using DuplicateIndex reader = DuplicateIndex.OpenRead(folder);
            Assert.That(reader.Count, Is.EqualTo(Math.Min(hour + 1, KeptHours) * AnHour));
            Assert.That(reader.Contains(Article(Math.Max(0, hour - KeptHours + 1), 0).Id), $"hour {hour}");
            Assert.That(reader.Contains(Article(hour - KeptHours, 59).Id), Is.False, $"hour {hour}");
            room.Add(folder.Names.Sum(name => (long)folder[name].Length));
        }

        Assert.That(DuplicateIndex.Verify(folder), Is.Empty);
        TestContext.Out.WriteLine(string.Join(' ', room));
        Assert.That(room[(KeptHours + 1)..].Max(), Is.LessThan(room[KeptHours] * 1.5), "a segment is rewritten when a quarter of it is gone");
    }

    private static Article Article(int hour, int i)
    {
        string[] words = Texts.Words((ulong)((hour * AnHour) + i + (i % 3 == 2 ? -1 : 0)) + 10_000, 80);
        return new Article($"{hour}-{i}", string.Join(' ', i % 3 == 2 ? Texts.Edit(words, (ulong)i, 3) : words)) { Date = Start.AddHours(hour).AddSeconds(i) };
    }
}
