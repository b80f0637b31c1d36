using Dedup.Core.Tests.Data;
using NUnit.Framework;

namespace Dedup.Core.Tests.Verification;

/// <summary>Headlines and briefs in scripts without spaces, and what is too short for any verdict.</summary>
public sealed class ShortTextTests
{
    // Other news in much the same characters.
    [TestCase("市政府宣布港口大桥周一通车", "港口渡轮周一停航市民改乘车", false)]
    [TestCase("北京大学研究生发现新行星", "新北京行发生大星学现研究", false)]
    [TestCase("東京の大学が新しい橋を公開", "新しい大きな京の橋が東で公開", false)]
    [TestCase("นายกเทศมนตรีเปิดสะพานใหม่ที่ท่าเรือ", "เรือใหม่จากเทศบาลเปิดนำทางสมาชิกรถไฟ", false)]

    // A name, a character or a letter changed.
    [TestCase("市政府宣布王明出任港口管理局新局长", "市政府宣布李明出任港口管理局新局长", true)]
    [TestCase("市政府宣布港口大桥周一重新通车", "市政府宣布港口大桥周二重新通车", true)]
    [TestCase("港の古い橋が工事を終えて月曜日に再び開通した", "港の古い橋が工事を終えて火曜日に再び開通した", true)]
    [TestCase("สะพานเก่าที่ท่าเรือเปิดใช้อีกครั้งเมื่อวันจันทร์", "สะพานเก่าที่ท่าเรือเปิดใช้อีกครั้งเมื่อวันจันทรา", true)]

    // The same in the other kind of characters, and with other punctuation.
    [TestCase("港口的舊橋經過維修，於星期一重新開放", "港口的旧桥经过维修于星期一重新开放！今", true)]

    // Other facts.
    [TestCase("港口货运量同比增长5%达到新高", "港口货运量同比增长6%达到新高", false)]
    public void Run_HeadlinesWithoutSpaces_AreNearWhereTheirWordingIs(string left, string right, bool near)
    {
        IReadOnlyList<DuplicatePair> pairs = Deduplicator.Run([new("left", left), new("right", right)]).Pairs;
        Assert.That(pairs.Select(static pair => pair.Relation), Is.EqualTo(near ? [DuplicateRelation.NearDuplicate] : Array.Empty<DuplicateRelation>()));
        DuplicatePair compared = Deduplicator.Compare(new("left", left), new("right", right));
        Assert.Multiple(() =>
        {
            Assert.That(compared.Relation == DuplicateRelation.NearDuplicate, Is.EqualTo(near));
            Assert.That(compared.TooShort, Is.False);
        });
    }

    /// <summary>Thirty characters are fifteen words: as little evidence as fifteen English ones.</summary>
    [Test]
    public void Compare_ChineseHeadlineInsideAnArticle_IsNotContained()
    {
        ScriptWriter writer = new("Chinese");
        string headline = writer.Write(writer.Article(1, 12))[..30];
        string article = writer.Write(writer.Article(2, 300)) + headline;
        Assert.That(Deduplicator.Compare(new("headline", headline), new("article", article)).Relation, Is.EqualTo(DuplicateRelation.None));
    }

    [TestCase(60, false), TestCase(100, true)]
    public void Compare_ChineseTextsWithCommonCharacters_ShareAPassageFromFortyWordsOn(int characters, bool shares)
    {
        ScriptWriter writer = new("Chinese");
        string common = string.Concat(writer.Article(1, 80))[..characters];
        string left = writer.Write(writer.Article(2, 200)) + common + writer.Write(writer.Article(3, 200));
        string right = writer.Write(writer.Article(4, 200)) + common + writer.Write(writer.Article(5, 200));
        Assert.That(Deduplicator.Compare(new("left", left), new("right", right)).Relation, Is.EqualTo(shares ? DuplicateRelation.SharesPassage : DuplicateRelation.None));
    }

    [TestCase("Mayor resigns", "Mayor resigns today")]
    [TestCase("市长宣布辞职", "市长今日宣布辞职")]
    [TestCase("นายกลาออก", "นายกลาออกแล้ว")]
    [TestCase("", "Council approves new harbour bridge after long debate")]
    public void Compare_FewerThanFourWords_IsTooShortToSay(string left, string right)
    {
        DuplicatePair pair = Deduplicator.Compare(new("left", left), new("right", right));
        Assert.Multiple(() =>
        {
            Assert.That(pair.Relation, Is.EqualTo(DuplicateRelation.None));
            Assert.That(pair.TooShort, Is.True);
        });
    }

    [TestCase("Mayor resigns", "MAYOR RESIGNS!")]
    [TestCase("市长宣布辞职", "市長宣布辭職。")]
    public void Compare_FewWordsAllTheSame_IsIdentical(string left, string right)
    {
        DuplicatePair pair = Deduplicator.Compare(new("left", left), new("right", right));
        Assert.Multiple(() =>
        {
            Assert.That(pair.Relation, Is.EqualTo(DuplicateRelation.Identical));
            Assert.That(pair.TooShort, Is.False);
        });
    }

    [Test]
    public void Run_TooShortArticles_AreListed()
    {
        DedupReport report = Deduplicator.Run(
        [
            new("d", "市长宣布辞职"), new("c", "Mayor resigns"), new("b", "..."), new("a", "市长宣布辞职，港口工程暂停"), new("e", "Mayor resigns"), new("f", Texts.Text(1, 50)),
        ]);
        Assert.Multiple(() =>
        {
            Assert.That(report.TooShortArticles, Is.EqualTo(new[] { "c", "d", "e" }));
            Assert.That(report.EmptyArticles, Is.EqualTo(new[] { "b" }));
            Assert.That(report.Pairs.Select(static pair => (pair.Left, pair.Right, pair.Relation)), Is.EqualTo(new[] { ("c", "e", DuplicateRelation.Identical) }));
        });
    }

    /// <summary>All Thai is written in seventy letters and marks: single ones would make a candidate of every pair.</summary>
    [TestCase("Thai"), TestCase("Chinese"), TestCase("English")]
    public void Run_ManyHeadlines_FewCandidates(string language)
    {
        const int Headlines = 400;
        ScriptWriter writer = new(language);
        DedupReport report = Deduplicator.Run(Enumerable.Range(0, Headlines).Select(i => new Article($"{i:D3}", writer.Write(writer.Article((ulong)i + 1, 9)))));
        Assert.Multiple(() =>
        {
            Assert.That(report.Pairs, Is.Empty);
            Assert.That(report.CandidatePairCount, Is.LessThan(Headlines * (Headlines - 1) / 2 / 50), "of a hundred pairs, not two");
        });
    }

    [Test]
    public void Run_EditedHeadlines_AreAllFoundAndCounted([Values("Thai", "Chinese", "Korean", "English")] string language)
    {
        const int Headlines = 100;
        ScriptWriter writer = new(language);
        string[][] originals = [.. Enumerable.Range(0, Headlines).Select(i => writer.Article((ulong)i + 1, 14))];
        IEnumerable<Article> articles =
        [
            .. originals.Select((words, i) => new Article($"{i:D3}", writer.Write(words))),
            .. originals.Select((words, i) => new Article($"{i:D3} edited", writer.Write([.. words[..7], .. words[8..]]))),
        ];
        DedupReport report = Deduplicator.Run(articles, new DedupOptions { RecallSample = 2 * Headlines });
        Assert.Multiple(() =>
        {
            Assert.That(report.Pairs, Has.Count.EqualTo(Headlines));
            Assert.That(report.Pairs, Is.All.Matches<DuplicatePair>(static pair => pair.Right == pair.Left + " edited" && pair.Relation == DuplicateRelation.NearDuplicate));
            Assert.That(report.Recall!.Bands.Sum(static band => band.TruePairs), Is.EqualTo(Headlines), "the survey counts the same pairs");
            Assert.That(report.Recall!.Recall.Value, Is.EqualTo(1));
        });
    }
}
