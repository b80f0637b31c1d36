using System.Text;
using Dedup.Internals;
using NUnit.Framework;

namespace Dedup.Core.Tests.Internals;

public sealed class Utf16LengthTests
{
    private static readonly string[] Characters = ["a", "\0", "\u007f", "\u0080", "é", "\u07ff", "\u0800", "中", "\ud7ff", "\ue000", "\uffff", "\U00010000", "😀", "\U0010ffff"];

    [Test]
    public void Of_AnyLengthAndWidth_IsWhatTheEncodingCounts([Values(1, 16, 32, 64)] int width)
    {
        Random random = new(7);
        for (int count = 0; count <= 200; count++)
        {
            string text = string.Concat(Enumerable.Range(0, count).Select(_ => Characters[random.Next(Characters.Length)]));
            byte[] utf8 = Encoding.UTF8.GetBytes(text);

            Assert.That(Utf16Length.Of(utf8, width), Is.EqualTo(text.Length), $"width {width}: {text}");
            Assert.That(Utf16Length.Of(utf8), Is.EqualTo(text.Length), text);
        }
    }
}
