namespace Dedup.Browser.Tests;

public sealed class ComparisonTests : BrowserFixture
{
    [Test]
    public async Task Differences_AreMarkedOnTheirSide()
    {
        string[] words = Pages.Words(1, 60);
        string left = string.Join(' ', words);
        string[] changed = [.. words[..20], "replaced", .. words[21..40], "inserted", .. words[40..50], .. words[51..]];
        await Page.Go(Write("compare.html", Pages.Comparison(new("a", left), new("b", string.Join(' ', changed)))));

        Assert.That(await Page.GetAll("[...document.querySelectorAll('.text del')].map(mark => mark.textContent)"), Is.EqualTo(new[] { words[20], words[50] }));
        Assert.That(await Page.GetAll("[...document.querySelectorAll('.text ins')].map(mark => mark.textContent)"), Is.EqualTo(new[] { "replaced", "inserted" }));
        Assert.That(await Page.Get<string>("document.title"), Is.EqualTo("a and b – Dedup"));
        AssertQuiet();
    }

    [Test]
    public async Task Passages_InAnotherOrder_AreVisitedByKey()
    {
        string[] blocks = [.. Enumerable.Range(1, 3).Select(i => Pages.Text(i, 120))];
        string filler = Pages.Text(9, 400);
        string left = $"{blocks[0]}\n{blocks[1]}\n{blocks[2]}";
        string right = $"{blocks[2]}\n{filler}\n{blocks[0]}\n{filler}\n{blocks[1]}";
        await Page.Resize(1200, 500);
        await Page.Go(Write("order.html", Pages.Comparison(new("a", left), new("b", right))));

        Assert.That(await Page.Text(".position"), Is.EqualTo("3 shared passages"));
        string[] expected = ["1", "2", "3", "1"];
        foreach (string label in expected)
        {
            await Page.Press("n");
            Assert.That(await Page.Text(".position"), Is.EqualTo($"Passage {label} of 3"));
            Assert.That(await Page.GetAll("[...document.querySelectorAll('.text .passage.current')].map(mark => mark.dataset.label)"), Is.EqualTo(new[] { label, label }));
            Assert.That(await Page.Get<bool>("""
                [...document.querySelectorAll('.text .passage.current')].every(mark => {
                  const clip = mark.closest('.scroll').getBoundingClientRect();
                  const top = mark.getBoundingClientRect().top;
                  return top >= clip.top - 1 && top < clip.bottom - 20;
                })
                """), $"passage {label} is in sight on both sides");
        }

        await Page.Press("p");
        Assert.That(await Page.Text(".position"), Is.EqualTo("Passage 3 of 3"));
        Assert.That(await Page.GetAll("[...document.querySelectorAll('.pane:last-child .passage')].map(mark => mark.dataset.label)"), Is.EqualTo(new[] { "3", "1", "2" }));
        await Page.Run("document.querySelector('.pane:last-child .passage').focus()");
        await Page.Press("Enter");
        Assert.That(await Page.Text(".position"), Is.EqualTo("Passage 3 of 3"), "the first on the right is the third on the left");
        AssertQuiet();
    }

    [Test]
    public async Task Background_SaysWhatOthersHaveToDoWithTheVerdict()
    {
        string story = Pages.Text(1, 150);
        await Page.Go(Write("alone.html", Pages.Comparison(new("a", $"{Pages.Text(2, 120)} {story}"), new("b", $"{Pages.Text(3, 120)} {story}"))));
        Assert.That(await Page.Text(".background"), Does.StartWith("Two texts alone cannot show"));
        AssertQuiet();

        await Page.Go(Write("copy.html", Pages.Comparison(new("a", story), new("b", $"Again: {story}"))));
        Assert.That(await Page.Get<bool>("document.querySelector('.background') === null"), "nothing was in doubt");

        await Page.Go(Write("form.html", Pages.Comparison(new("a", Report(7)), new("b", Report(19)))));
        Assert.That(await Page.Text(".background"), Does.StartWith("The two are one form"));
        AssertQuiet();

        static string Report(int i) =>
            $"The water in the harbour stood at {300 + (i * 7)} centimetres at noon, as the lock keepers say, and the wind on the outer mole reached {i + 11} knots in the gusts that came with the rain of the early "
            + $"hours. The swing bridge was opened {i + 2} times since yesterday, and the small ferry crossed without a delay while the larger one stayed at her berth as planned.";
    }

    [Test]
    public async Task Headers_ThatRepeatWithinAText_AreGrey()
    {
        string header = Pages.Text(1, 16);
        string page = string.Join('\n', Enumerable.Range(2, 4).Select(i => $"{header}\n{Pages.Text(i, 90)}"));
        await Page.Go(Write("grey.html", Pages.Comparison(new("a", Pages.Text(3, 90)), new("b", page))));
        Assert.That(await Page.GetAll("[...document.querySelectorAll('.text .boilerplate')].map(mark => mark.textContent)"), Is.EqualTo(Enumerable.Repeat(header, 4)));
    }

    [Test]
    public async Task NothingShared_IsSaid()
    {
        await Page.Go(Write("unlike.html", Pages.Comparison(new("a", Pages.Text(1, 50)), new("b", Pages.Text(2, 50)))));
        Assert.That(await Page.Text(".verdict"), Is.EqualTo("a and b do not repeat each other."));
        Assert.That(await Page.Text(".position"), Is.EqualTo("No shared passage"));
        await Page.Press("n", "p");
        AssertQuiet();
    }

    [Test]
    public async Task OnPaper_BothTextsAreWhole()
    {
        await Page.Go(Write("paper.html", Pages.Comparison(new("a", Pages.Text(1, 2000)), new("b", Pages.Text(1, 2000) + " end"))));
        await Page.Resize(800, 600, media: "print");
        Assert.That(await Page.GetAll("[...document.querySelectorAll('.scroll')].map(scroll => getComputedStyle(scroll).overflowY)"), Has.All.EqualTo("visible"));
        Assert.That(await Page.Get<bool>("[...document.querySelectorAll('.pane')].every(pane => pane.getBoundingClientRect().height >= pane.querySelector('.text').getBoundingClientRect().height)"));
        Assert.That(await Page.Get<bool>("document.documentElement.scrollHeight > 1000"));
    }
}
