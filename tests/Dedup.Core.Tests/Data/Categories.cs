namespace Dedup.Core.Tests.Data;

/// <summary>Names of the categories by which continuous integration chooses tests.</summary>
internal static class Categories
{
    /// <summary>Costly, and what it tests does not depend on the processor's vectors: left out where an instruction set is switched off.</summary>
    internal const string OnceIsEnough = "OnceIsEnough";
}
