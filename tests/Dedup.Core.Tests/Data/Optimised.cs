using System.Diagnostics;
using System.Reflection;
using NUnit.Framework;

namespace Dedup.Core.Tests.Data;

/// <summary>For tests of what is allocated: code that was not optimised also allocates where it reads constant data.</summary>
internal static class Optimised
{
    /// <summary>Skips the test, visibly, in a Debug build of the library. The Release lanes run it.</summary>
    internal static void Require()
    {
        if (typeof(Article).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
        {
            Assert.Ignore("Holds for optimised code: run it with -c Release.");
        }
    }
}
