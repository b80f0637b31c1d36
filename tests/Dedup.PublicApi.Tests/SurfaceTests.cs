using NUnit.Framework;

namespace Dedup.PublicApi.Tests;

public sealed class SurfaceTests
{
    /// <summary>
    /// The whole public surface stands in one reviewable file. A change to it shows here first: set DEDUP_WRITE_API=1 to write the file anew, and say in the commit why.
    /// </summary>
    [Test]
    public void PublicSurface_IsWhatTheApiFileSays()
    {
        string file = Path.Combine(Checkout.Root, "docs", "api", "Dedup.Core.txt");
        string surface = SurfaceWriter.Write(typeof(Article).Assembly);
        if (Environment.GetEnvironmentVariable("DEDUP_WRITE_API") == "1")
        {
            File.WriteAllText(file, surface);
        }

        Assert.That(surface, Is.EqualTo(File.ReadAllText(file).ReplaceLineEndings("\n")), "set DEDUP_WRITE_API=1 and run this test to write the file anew");
    }

    [Test]
    public void PublicTypes_AreSealedOrStaticOrInterfaces()
    {
        Assert.That(typeof(Article).Assembly.GetExportedTypes(), Has.All.Matches<Type>(type => type.IsSealed || type.IsInterface));
    }
}
