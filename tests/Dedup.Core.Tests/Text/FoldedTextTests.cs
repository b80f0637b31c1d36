using System.Text;
using Dedup.Text;
using NUnit.Framework;

namespace Dedup.Core.Tests.Text;

public sealed class FoldedTextTests
{
    [TestCase("Straße", "strasse", false)]
    [TestCase("Éa", "ea", false)]
    [TestCase("mp３", "mp3", true)]
    [TestCase("か\u3099", "が", false)]
    [TestCase("𠀋", "𠀋", false)]
    [TestCase("१२", "12", true)]
    [TestCase("...", "", false)]
    public void Append_Token_WritesItsFoldedForm(string token, string expected, bool hasDigit)
    {
        StringBuilder text = new("before ");
        Assert.Multiple(() =>
        {
            Assert.That(FoldedText.Append(token, text), Is.EqualTo(hasDigit));
            Assert.That(text.ToString(), Is.EqualTo("before " + expected));
        });
    }
}
