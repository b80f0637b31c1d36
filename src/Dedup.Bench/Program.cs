using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Dedup.Bench;
using Dedup.Bench.Corpus;
using Dedup.Bench.EndToEnd;
using Dedup.Bench.Quality;
using Dedup.Bench.Speed;

//   growth [--full]                    how run time grows on hostile piles of articles; exits with 1 when a count is wrong
//   index [--articles N]               size, opening, answers and growth of an index on disk; exits with 1 when an answer is wrong
//   scan [FILE] [--threads N]          MB/s of a whole scan, from the file to the report, and the time of each of its stages
//   feed [--hourly N]                  a day of a feed through an index on disk; exits with 1 when memory, disk or an answer is not as it must be
//   quality [FOLDER] [--generated]     precision, recall and F1 on labelled and generated sets; see docs/quality/README.md
//   speed [FILE] [--json]              MB/s, ns a token and bytes an article of each stage, beside a plain detector; seconds, for everyday use
//   corpus [FILE] [--size 200MB]       where the time goes when a whole corpus is cleaned, beside reading it and passing over its JSON
//   [--kind KIND] --filter PATTERN     BenchmarkDotNet; see Config for the kinds
//   --list flat                        the names of all benchmarks
// Exits with 1 when a benchmark did not run, which is what a wrong answer in its setup leads to.
if (args is ["growth", .. string[] growthArgs])
{
    return Growth.Run(growthArgs);
}

if (args is ["scan", .. string[] scanArgs])
{
    return ScanBench.Run(scanArgs);
}

if (args is ["index", .. string[] indexArgs])
{
    return IndexBench.Run(indexArgs);
}

if (args is ["feed", .. string[] feedArgs])
{
    return FeedBench.Run(feedArgs);
}

if (args is ["quality", .. string[] qualityArgs])
{
    return QualityBench.Run(qualityArgs);
}

if (args is ["speed", .. string[] speedArgs])
{
    return SpeedBench.Run(speedArgs);
}

if (args is ["corpus", .. string[] corpusArgs])
{
    return CorpusBench.Run(corpusArgs);
}

string kind = Config.Short;
if (args is ["--kind", string chosen, .. string[] rest])
{
    kind = chosen;
    args = rest;
}

Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Config).Assembly).Run(args, Config.OfKind(kind))];
return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
