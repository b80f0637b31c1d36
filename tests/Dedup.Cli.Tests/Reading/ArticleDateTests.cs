using Dedup.Cli.Reading;

namespace Dedup.Cli.Tests.Reading;

public sealed class ArticleDateTests
{
    [TestCase("2024-05-31", "2024-05-31T00:00:00.0000000+00:00")]
    [TestCase("2024-05-31T09:30", "2024-05-31T09:30:00.0000000+00:00")]
    [TestCase("2024-05-31T09:30:15Z", "2024-05-31T09:30:15.0000000+00:00")]
    [TestCase("2024-05-31T09:30:15+02:00", "2024-05-31T09:30:15.0000000+02:00")]
    [TestCase("2024-05-31T09:30:15+0200", "2024-05-31T09:30:15.0000000+02:00")]
    [TestCase("2024-05-31T09:30:15.123456789Z", "2024-05-31T09:30:15.1234567+00:00")]
    [TestCase("2024-05-31 09:30:15.5", "2024-05-31T09:30:15.5000000+00:00")]
    [TestCase("Fri, 31 May 2024 09:30:15 GMT", "2024-05-31T09:30:15.0000000+00:00")]
    public void Parse_KnownForms_NamesTheInstant(string value, string expected) =>
        Assert.That(ArticleDate.Parse(value)?.ToString("o"), Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("yesterday")]
    [TestCase("09:30")]
    [TestCase("01/02/2024")]
    [TestCase("2024-02-30")]
    [TestCase("20240531")]
    [TestCase("2024-05-31T09:30:15.Z.")]
    public void Parse_AnythingElse_IsNoDate(string value) => Assert.That(ArticleDate.Parse(value), Is.Null);
}
