namespace Dedup.PublicApi.Tests;

/// <summary>Where the checkout is.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dedup.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"No Dedup.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
