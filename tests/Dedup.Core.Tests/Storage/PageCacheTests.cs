using Dedup.Storage;
using NUnit.Framework;

namespace Dedup.Core.Tests.Storage;

public sealed class PageCacheTests
{
    /// <summary>Pages that are asked for again and again stay while ten times as many go by once.</summary>
    [Test]
    public void Keep_ManyPagesOnce_LeavesThoseThatAreAskedFor()
    {
        const int Pages = 4_000;
        PageCache cache = new(Pages * 4224L);
        int found = 0;
        for (int round = 0; round < 10; round++)
        {
            for (int page = 0; page < Pages / 4; page++)
            {
                found += Ask(cache, 1, page) ? 1 : 0;
                Ask(cache, 2, (round * Pages) + page);
            }
        }

        Assert.That(found, Is.GreaterThan(10 * Pages / 4 * 85 / 100));
    }

    [Test]
    public void Find_PageOfAnotherFile_IsAnother()
    {
        PageCache cache = new(1);
        cache.Keep(new PageCache.Page(1, 5, [1]));
        Assert.That(cache.Find(1, 5)?.Payload, Is.EqualTo((byte[])[1]));
        Assert.That(cache.Find(2, 5), Is.Null);
        Assert.That(cache.Find(1, 6), Is.Null);
        for (int page = 6; page < 50; page++)
        {
            cache.Keep(new PageCache.Page(1, page, [2]));
        }

        Assert.That(Enumerable.Range(0, 50).Count(page => cache.Find(1, page) is not null), Is.EqualTo(4), "there is room for four");
    }

    private static bool Ask(PageCache cache, ulong file, long page)
    {
        bool found = cache.Find(file, page) is not null;
        if (!found)
        {
            cache.Keep(new PageCache.Page(file, page, []));
        }

        return found;
    }
}
