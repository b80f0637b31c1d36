using System.Text;
using Dedup.Cli.Reading;

namespace Dedup.Cli.Tests.Reading;

public sealed class TextDecoderTests
{
    [TestCase("valid\nüber 東京 😀", 0)]
    [TestCase("", 0)]
    public void Decode_ValidUtf8_IsTheText(string text, long badLine)
    {
        Assert.That(TextDecoder.Decode(Encoding.UTF8.GetBytes(text), out long line), Is.EqualTo(text));
        Assert.That(line, Is.EqualTo(badLine));
    }

    [TestCase(new byte[] { 0xE9 }, "\uFFFD", 1)]
    [TestCase(new byte[] { (byte)'a', 0x0A, 0x0A, (byte)'b', 0xFF, 0x0A, 0xFF }, "a\n\nb\uFFFD\n\uFFFD", 3)]
    [TestCase(new byte[] { (byte)'a', 0x0A, 0xE6, 0x9D }, "a\n\uFFFD", 2)]
    [TestCase(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a', 0xC0, 0x80 }, "a\uFFFD\uFFFD", 1)]
    [TestCase(new byte[] { 0xFF, 0xFE, (byte)'a', 0, 0x0A, 0, 0x00, 0xD8, (byte)'b', 0 }, "a\n\uFFFDb", 2)]
    [TestCase(new byte[] { 0xFE, 0xFF, 0, (byte)'a', 0x0A, 0x0A, 0, 0x0A, 0xDC, 0x00 }, "a\u0A0A\n\uFFFD", 2)]
    [TestCase(new byte[] { 0xFF, 0xFE, (byte)'a', 0, (byte)'b' }, "a\uFFFD", 1)]
    public void Decode_Invalid_ReplacesAndNamesTheFirstBadLine(byte[] bytes, string text, long badLine)
    {
        Assert.That(TextDecoder.Decode(bytes, out long line), Is.EqualTo(text));
        Assert.That(line, Is.EqualTo(badLine));
    }

    [TestCase(new byte[] { (byte)'a', 0 }, true)]
    [TestCase(new byte[] { (byte)'a', (byte)'b' }, false)]
    [TestCase(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, false)]
    [TestCase(new byte[] { 0xFF, 0xFE, 0, 0, (byte)'a', 0, 0, 0 }, true)]
    [TestCase(new byte[0], false)]
    public void LooksBinary_ANulCharacter(byte[] bytes, bool expected) => Assert.That(TextDecoder.LooksBinary(bytes), Is.EqualTo(expected));
}
