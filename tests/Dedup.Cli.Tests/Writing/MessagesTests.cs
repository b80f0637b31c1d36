using Dedup.Cli.Writing;

namespace Dedup.Cli.Tests.Writing;

public sealed class MessagesTests
{
    [Test]
    public void Progress_OnATerminal_IsOneLineThatMakesRoomForMessages()
    {
        using StringWriter error = new() { NewLine = "\n" };
        Messages messages = new(error, showsProgress: true);

        messages.ReportReading(1);
        Assert.That(error.ToString(), Is.Empty, "a run that is over in a moment shows nothing");
        Thread.Sleep(150);
        messages.Report(new DedupProgress(DedupStage.Verifying, 1200, 5000));
        messages.Report(new DedupProgress(DedupStage.Verifying, 1201, 5000));
        messages.Print("a.txt: bad\e[31m");
        messages.EndProgress();

        Assert.That(error.ToString(), Is.EqualTo("\r\e[Kverifying pairs: 1,200 of 5,000\r\e[Kdedup: a.txt: bad[31m\n"));
    }

    [Test]
    public void Progress_ElsewhereThanOnATerminal_IsNotShown()
    {
        using StringWriter error = new();
        Messages messages = new(error, showsProgress: false);

        Thread.Sleep(150);
        messages.ReportReading(1);
        messages.EndProgress();

        Assert.That(error.ToString(), Is.Empty);
    }
}
