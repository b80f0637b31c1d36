using Dedup.Cli.Writing;

namespace Dedup.Cli.Tests.Writing;

public sealed class SafeTextTests
{
    [TestCase("plain über 東京 😀", "plain über 東京 😀")]
    [TestCase("a\tb\r\nc\u2028d", "a b  c d")]
    [TestCase("\e[31mred\e[0m", "[31mred[0m")]
    [TestCase("\u009b31m\u007f\a\0", "31m")]
    [TestCase("a\u202eb\u2066c\u2069\u200fd\u061c", "abcd")]
    [TestCase("", "")]
    public void Clean_TakesOutWhatATerminalWouldObey(string text, string expected) => Assert.That(SafeText.Clean(text), Is.EqualTo(expected));

    // Not a test case: attributes cannot hold half a surrogate pair.
    [Test]
    public void Clean_HalfASurrogatePair_BecomesTheReplacementCharacter() => Assert.That(SafeText.Clean("a\ud800b"), Is.EqualTo("a\uFFFDb"));
}
