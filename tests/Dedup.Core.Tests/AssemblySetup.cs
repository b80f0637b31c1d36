// Fixtures share nothing but constants, so that they run side by side; those that measure time run alone.
[assembly: NUnit.Framework.Parallelizable(NUnit.Framework.ParallelScope.Fixtures)]
