using System.Text;

namespace Dedup.Cli.Tests;

/// <summary><c>dedup compare --background</c>, and what it says without.</summary>
public sealed class BackgroundTests : ToolFixture
{
    private static readonly string[] Names = ["Amund", "Berit", "Cato", "Dagny", "Eskil", "Frida", "Gorm", "Hilde", "Ivar", "Jorunn", "Kolbein", "Liv", "Morten", "Nanna", "Odd", "Pernille"];

    private const string Alone = "Two texts alone cannot show whether what they share is a form or header that many others carry: --background PATH... counts it.";

    [SetUp]
    public void WriteForms()
    {
        Folder.Write("a.txt", Form(1));
        Folder.Write("b.txt", Form(2));
    }

    [Test]
    public void Compare_OneFormWithOtherFigures_SaysWhatItCannotKnow()
    {
        ToolResult result = Dedup("compare", "a.txt", "b.txt");

        Assert.That(result.Output, Does.StartWith("a.txt and b.txt are near-duplicates.\n"), result.ToString());
        Assert.That(result.Output, Does.EndWith($"\n\n{Alone}\n"));
        Assert.That(Dedup("compare", "a.txt", "b.txt", "--format", "jsonl").Output, Does.EndWith(",\"background\":\"missing\"}\n"));
    }

    [Test]
    public void Compare_OnlyFiguresDiffer_SaysSo()
    {
        Folder.Write("c.txt", Report(7));
        Folder.Write("d.txt", Report(19));

        ToolResult result = Dedup("compare", "c.txt", "d.txt", "--background", "a.txt");

        Assert.That(result.Output, Does.StartWith("c.txt and d.txt do not repeat each other.\n"), result.ToString());
        Assert.That(result.Output, Does.EndWith("\n\nThey are one form filled with other figures: hardly anything else differs.\n"));
        Assert.That(Dedup("compare", "c.txt", "d.txt", "--format", "jsonl").Output, Does.EndWith(",\"background\":\"form\"}\n"));
    }

    [Test]
    public void Compare_SharedPassage_SaysWhatItCannotKnow()
    {
        Folder.Write("c.txt", $"{Sample.Text(3)} {Sample.Text(1, 60)} {Sample.Text(4)}");
        Folder.Write("d.txt", $"{Sample.Text(5)} {Sample.Text(1, 60)} {Sample.Text(6)}");

        Assert.That(Dedup("compare", "c.txt", "d.txt").Output, Does.EndWith($"\n\n{Alone}\n"));
    }

    [Test]
    public void Compare_Background_DropsWhatManyOthersCarry()
    {
        for (int i = 3; i < 6; i++)
        {
            Folder.Write($"archive/{i}.txt", Form(i));
        }

        ToolResult result = Dedup("compare", "a.txt", "b.txt", "--background", "archive", "--fail-on-duplicates");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Output, Does.StartWith("a.txt and b.txt do not repeat each other.\n"));
        Assert.That(result.Output, Does.EndWith("\n\nCounted over the background: what they share is a form, header or stock phrase that many others carry.\n"));
        Assert.That(result.Error, Is.Empty);
        string json = Dedup("compare", "a.txt", "b.txt", "--background", "archive", "--format", "jsonl").Output;
        Assert.That(json, Does.Contain("\"relation\":\"none\",\"jaccard\":0.").And.Contains("\"passages\":[],").And.EndsWith(",\"background\":\"dropped\"}\n"));
    }

    [Test]
    public void Compare_Background_KeepsWhatFewOthersCarry()
    {
        Folder.Write("archive/3.txt", Form(3));
        Folder.Write("archive/copy.txt", Form(1).ToUpperInvariant());
        Folder.Write("archive/other.txt", Sample.Text(9));

        ToolResult result = Dedup("compare", "a.txt", "b.txt", "--background", "archive", "a.txt", "b.txt");

        Assert.That(result.Output, Does.StartWith("a.txt and b.txt are near-duplicates.\n"), result.ToString());
        Assert.That(result.Output, Does.EndWith("\n\nCounted over the background: what they share is no form or header that many others carry.\n"));
    }

    [Test]
    public void Compare_BackgroundOfJsonLines_IsReadAsByScan()
    {
        string lines = string.Concat(Enumerable.Range(3, 4).Select(i => $$"""{"nr":{{i}},"text":"{{Form(i)}}"}""" + "\n")) + "{broken\n";
        Folder.Write("archive.jsonl.gz", TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(lines)));

        ToolResult result = Dedup("compare", "a.txt", "b.txt", "--background", "archive.jsonl.gz", "--id-field", "nr");

        Assert.That(result.Output, Does.StartWith("a.txt and b.txt do not repeat each other.\n"), result.ToString());
        Assert.That(result.Error, Does.StartWith("dedup: archive.jsonl.gz:5: "));
        Assert.That(result.ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void Compare_BackgroundThatIsNotThere_IsReportedEvenWhenNotNeeded()
    {
        Folder.Write("same.txt", Form(1));

        ToolResult result = Dedup("compare", "a.txt", "same.txt", "--background", "missing");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.Error, Does.StartWith("dedup: missing: no such file or folder"));
        Assert.That(result.Output, Does.StartWith("a.txt and same.txt are identical"));
    }

    [Test]
    public void Compare_StandardInputTwice_IsRefused()
    {
        ToolResult result = DedupWithInput(Encoding.UTF8.GetBytes(Form(1)), "compare", "-", "b.txt", "--background", "-");

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Is.EqualTo("dedup: standard input can be read only once: name it as a text or as background\n"));
    }

    [Test]
    public void Compare_PageThatIsBackgroundToo_IsNotWritten()
    {
        Folder.Write("other.txt", Sample.Text(9));

        ToolResult result = Dedup("compare", "a.txt", "b.txt", "--background", "other.txt", "--html", "other.txt");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(File.ReadAllText(Path.Combine(Folder.Path, "other.txt")), Is.EqualTo(Sample.Text(9)));
    }

    // As many names as figures differ, so that only others of its kind show that it is a form.
    private static string Form(int i) =>
        $"The lighthouse keepers announce that lamp number {i * 13} will be dark for a few nights from the {i + 4}th of the month while its lens is polished and the clockwork is oiled by the old "
        + $"watchmaker {Names[i]} from the village. Ships are asked to steer by the tall mast on the headland, to keep well off the reef of {Names[^(i + 1)]}, and to sound the horn when the fog comes in from the bay. "
        + "The keepers thank all captains for their patience and wish them a calm season.";

    private static string Report(int i) =>
        $"The water in the harbour stood at {300 + (i * 7)} centimetres at noon, as the lock keepers say, and the wind on the outer mole reached {i + 11} knots in the gusts that came with the rain of the early "
        + $"hours. The swing bridge was opened {i + 2} times since yesterday, and the small ferry crossed without a delay while the larger one stayed at her berth as planned.";
}
