// Fixtures share nothing: each test has a folder of its own.
[assembly: NUnit.Framework.Parallelizable(NUnit.Framework.ParallelScope.Fixtures)]
