using Dedup.Cli.Writing;

namespace Dedup.Cli.Tests.Writing;

public sealed class DifferenceLinesTests
{
    private static string[] Lines(string left, string right, bool isColoured = false)
    {
        PairExplanation explanation = Deduplicator.Explain(new Article("a", left), new Article("b", right));
        return [.. new DifferenceLines(new TextStyle(isColoured), left, right).Of(explanation.Passages.Single())];
    }

    [Test]
    public void Of_WordForWord_IsNothing() => Assert.That(Lines("one two three four five six seven eight nine", "ONE two, three four five six seven eight nine"), Is.Empty);

    [Test]
    public void Of_OnATerminal_IsColouredAndHasNoMarks() =>
        Assert.That(
            Lines("one two three four old six seven eight nine ten", "one two three four new six seven eight nine ten", isColoured: true),
            Is.EqualTo(new[] { "one two three four \e[31mold\e[0m \e[32mnew\e[0m six seven eight nine ten" }));

    [Test]
    public void Of_InsertionAndDeletion_KeepTheirSpaces() =>
        Assert.That(
            Lines("one two three four gone five six seven eight nine ten", "one two three four five six seven extra eight nine ten"),
            Is.EqualTo(new[] { "one two three four [-gone-] five six seven {+extra+} eight nine ten" }));

    [Test]
    public void Of_DifferencesFarApart_AreALineEachWithTheirSurroundings()
    {
        string[] words = Sample.Text(1, 80).Split(' ');
        string left = string.Join(' ', words);
        (words[10], words[70]) = ("first", "second");

        string[] lines = Lines(left, string.Join(' ', words));

        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[0], Does.Match(@"^\.\.\. (word\d+ )+\[-word\d+-\] \{\+first\+\}( word\d+)+ \.\.\.$"));
        Assert.That(lines[1], Does.Match(@"^\.\.\. (word\d+ )+\[-word\d+-\] \{\+second\+\}( word\d+)+ \.\.\.$"));
        Assert.That(lines, Has.All.Length.LessThan(140));
    }

    [Test]
    public void Of_HostileText_IsOneHarmlessLine()
    {
        string[] lines = Lines("one two three four \u202Eold\n\n\e[31mfive six seven eight nine ten", "one two three four new five six seven eight nine ten");
        Assert.That(lines.Single(), Is.EqualTo("one two three four [-old [31mfive-] {+new five+} six seven eight nine ten"), "tokens are those of the tokenizer, signs those of the text");
        Assert.That(lines.Single().AsSpan().IndexOfAny('\e', '\n', '\u202E'), Is.EqualTo(-1));
    }

    [Test]
    public void Of_ScriptWithoutSpaces_IsCutOnWholeCharacters()
    {
        string text = string.Concat(Enumerable.Range(0, 400).Select(i => char.ConvertFromUtf32(0x20000 + (i * 7))));
        string edited = text[..400] + "中" + text[402..];

        string line = Lines(text, edited).Single();

        Assert.That(line.Length, Is.LessThan(250));
        Assert.That(line.EnumerateRunes(), Has.None.EqualTo(System.Text.Rune.ReplacementChar));
    }
}
