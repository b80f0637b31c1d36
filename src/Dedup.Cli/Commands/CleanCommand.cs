using System.CommandLine;
using System.Diagnostics;
using Dedup.Cleaning;
using Dedup.Cli.Cleaning;
using Dedup.Cli.Reading;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Commands;

/// <summary><c>dedup clean PATH... -o OUT</c>: the articles without those that repeat others.</summary>
internal sealed class CleanCommand
{
    private readonly Argument<string[]> paths = new("PATH") { Description = ScanCommand.InputHelp, Arity = ArgumentArity.OneOrMore };

    private readonly Option<string> output = new("--output", "-o") { Description = "The file or folder to write, or - for standard output", HelpName = "OUT" };

    private readonly Option<Removable> remove = new("--remove")
    {
        Description = "What to remove: a list of identical, near, contained, or none [default: identical,near]",
        HelpName = "KINDS",
        CustomParser = OptionParsing.Remove,
    };

    private readonly Option<string> removed = new("--removed") { Description = "Also list what was removed and why, one JSON object a line", HelpName = "FILE" };

    private readonly Option<bool> cut = new("--cut") { Description = "Also cut passages that stand in several of the kept articles, headers among them, out of all but one of them" };

    private readonly Option<bool> mark = new("--mark") { Description = "Keep every record, and add fields to those that would be removed: dedup_of, dedup_relation, dedup_jaccard, dedup_in_kept" };

    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Write no corpus; the list and the summary say what would be removed" };

    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No progress and no summary on standard error; problems still" };

    private readonly DetectionOptions detection = new();
    private readonly RunOptions run = new();
    private readonly FieldNameOptions fieldNames = new();
    private readonly InputOptions input = new();

    /// <summary>The command for the parser.</summary>
    /// <param name="cancellation">Cancelled by Ctrl-C.</param>
    public Command Build(CancellationToken cancellation)
    {
        Command command = new("clean", "Write the articles again without those that repeat others, in the format and order of the input.");
        command.Add(paths);
        foreach (Option option in (ReadOnlySpan<Option>)[output, remove, removed, cut, mark, dryRun, quiet])
        {
            command.Add(option);
        }

        detection.AddTo(command, withKinds: false);
        run.AddTo(command);
        fieldNames.AddTo(command);
        input.AddTo(command);
        command.SetAction(parsed => Run(parsed, cancellation));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        string[] inputs = parsed.GetRequiredValue(paths);
        bool writes = !parsed.GetValue(dryRun);
        bool marks = parsed.GetValue(mark);
        string? listPath = parsed.GetValue(removed);
        string target = parsed.GetValue(output) ?? (writes ? throw new FatalException("-o is missing: name the file or folder to write, or try it out with --dry-run (see dedup clean --help)") : InputFile.StandardInput);
        OutputLayout layout = new(target);
        layout.Check("-o", inputs);
        if (listPath is not null)
        {
            OutputFile.Check("--removed", listPath, inputs);
        }

        DedupOptions options = run.Apply(parsed, detection.Read(parsed));
        Messages messages = Messages.OnStandardError(parsed.GetValue(quiet));
        CheckpointFolder? checkpoint = run.Checkpoint(parsed);
        Problems problems = new(messages.Print);
        using PipeCopies copies = new();
        using RunMemory memory = run.Memory(parsed);
        FieldNames names = fieldNames.Read(parsed);
        ReadingLimits limits = input.Limits(parsed);
        ArticleReader reader = new(names, problems, messages.ReportReading, cancellation)
        {
            Excluded = listPath,
            Outputs = [target],
            Limits = limits,
            Threads = options.Threads,
            PipeFormat = input.PipeFormat(parsed),
            Copies = copies,
            Memory = memory,
            Splits = run.Splits(parsed),
        };
        IReadOnlyList<Article> articles;
        CleaningPlan plan;
        CorpusCuts? cuts;
        try
        {
            articles = reader.Read(inputs);
            RefuseMarksOnFiles(marks, reader.Sources);
            RefuseParquet(writes, reader.Sources);
            options = options with { Representative = run.Keep(parsed, articles) };
            DedupReport report = RunOptions.Compare(articles, options, checkpoint, messages, cancellation);
            plan = CleaningPlan.Make(articles, report, KindsToRemove(parsed), options.Representative);
            cuts = parsed.GetValue(cut) ? PlanCuts(reader, articles, plan, options, checkpoint, messages, cancellation) : null;
        }
        finally
        {
            messages.EndProgress();
        }

        bool isAlone = options.Threads == 1;
        if (writes)
        {
            CorpusCopy copy = new(names, limits, marks, Open, article => reader.Lines[article], reader.Parts.CountFrom, Fate);
            new CorpusWriter(copy, layout, target, isAlone, cancellation).Write(reader.Sources);
        }

        if (listPath is not null)
        {
            AtomicOutput.WriteFile(listPath, isAlone, stream => WriteList(stream, reader, articles, plan, cuts, marks));
        }

        if (!parsed.GetValue(quiet))
        {
            messages.Print(CleaningSummary.Of(plan, cuts, reader.Counts, problems, writes ? target : null, marks, Stopwatch.GetElapsedTime(start)));
        }

        if (checkpoint?.Describe() is { } taken && !parsed.GetValue(quiet))
        {
            messages.Print(taken);
        }

        checkpoint?.Remove();
        return problems.Count > 0 ? ExitCode.Error : ExitCode.Success;

        RecordFate Fate(int article) => reader.Parts.CountFrom(article) is > 1 and int parts
            ? FateOfPage([.. articles.Skip(article).Take(parts)], plan, cuts, marks)
            : FateOf(articles[article], plan, cuts, marks);

        PeekStream Open(InputFile file) => copies.Open(file, out _, limits);
    }

    /// <summary>Looks for passages among the articles that are kept. The text of a page is not what its file holds, so nothing is cut out of pages.</summary>
    private static CorpusCuts PlanCuts(
        ArticleReader reader, IReadOnlyList<Article> articles, CleaningPlan plan, DedupOptions options, CheckpointFolder? checkpoint, Messages messages, CancellationToken cancellation)
    {
        HashSet<string> pages = [.. reader.Sources.Where(static source => source is { Format: RecordFormat.Html, Articles: > 0 }).Select(source => articles[source.FirstArticle].Id)];
        Article[] kept = [.. articles.Where(article => plan.Find(article.Id) is null)];
        CutPlan cuts = CutPlan.Make(RunOptions.Compare(kept, CutPlan.Options(options), checkpoint, messages, cancellation), id => !pages.Contains(id));
        return new CorpusCuts(cuts, kept);
    }

    /// <summary>Of what would lose all its words, marking keeps the text: there every record stays, and none should become empty.</summary>
    private static RecordFate FateOf(Article article, CleaningPlan plan, CorpusCuts? cuts, bool marks)
    {
        bool isEmptied = cuts?.FindEmptied(article.Id) is not null;
        string? text = cuts?.Plan.IsCut(article.Id) == true && !(isEmptied && marks) ? cuts.Plan.Apply(article) : null;
        return new RecordFate(plan.Find(article.Id), text, isEmptied);
    }

    /// <summary>A page loses the parts that are left out, and goes when all are. Marked is only what goes as a whole: a part has no fields.</summary>
    private static RecordFate FateOfPage(Article[] parts, CleaningPlan plan, CorpusCuts? cuts, bool marks)
    {
        RecordFate[] fates = [.. parts.Select(part => FateOf(part, plan, cuts, marks: false))];
        if (Array.TrueForAll(fates, static fate => fate.IsLeftOut(marks: false)))
        {
            RecordFate first = Array.Find(fates, static fate => fate.Removal is not null);
            return new RecordFate(first.Removal, null, IsEmptied: first.Removal is null);
        }

        if (marks || Array.TrueForAll(fates, static fate => fate is { Removal: null, Text: null }))
        {
            return default;
        }

        return new RecordFate(null, string.Concat(parts.Zip(fates, static (part, fate) => fate.IsLeftOut(marks: false) ? string.Empty : fate.Text ?? part.Text)));
    }

    private static void RefuseMarksOnFiles(bool marks, IReadOnlyList<SourceFile> sources)
    {
        if (marks && sources.FirstOrDefault(static source => source.IsWhole) is { } whole)
        {
            throw new FatalException($"{whole.File.Path}: is an article as a whole, without fields to mark it with: leave out --mark, and see --removed");
        }
    }

    private static void RefuseParquet(bool writes, IReadOnlyList<SourceFile> sources)
    {
        if (writes && sources.FirstOrDefault(static source => source.Format == RecordFormat.Parquet) is { } table)
        {
            throw new FatalException($"{table.File.Path}: Parquet is read and not written: list what is to go with --dry-run --removed FILE, and filter by the ids in it");
        }
    }

    private static void WriteList(Stream stream, ArticleReader reader, IReadOnlyList<Article> articles, CleaningPlan plan, CorpusCuts? cuts, bool marks)
    {
        ILookup<string, PassageCut>? cutsOf = cuts?.Plan.Cuts.ToLookup(static cut => cut.Id, StringComparer.Ordinal);
        foreach (SourceFile source in reader.Sources)
        {
            for (int article = source.FirstArticle; article < source.FirstArticle + source.Articles; article++)
            {
                Place place = new(source.File.Path, reader.Lines[article]);
                if (plan.Find(articles[article].Id) is { } removal)
                {
                    RemovedList.Write(stream, removal, place, reader.Parts.Find(removal.Id));
                }

                PassageCut? emptied = cuts?.FindEmptied(articles[article].Id);
                if (emptied is not null)
                {
                    if (marks)
                    {
                        continue;
                    }

                    RemovedList.WriteEmptied(stream, emptied, place);
                }

                foreach (PassageCut cut in cutsOf?[articles[article].Id] ?? [])
                {
                    RemovedList.Write(stream, InPages(cut, reader.Parts), place);
                }
            }
        }
    }

    private static PassageCut InPages(PassageCut cut, PageParts parts) => cut with
    {
        Range = cut.Range with { Start = cut.Range.Start + parts.StartOf(cut.Id) },
        KeptRange = cut.KeptRange with { Start = cut.KeptRange.Start + parts.StartOf(cut.KeptId) },
    };

    // A default of the option itself would be shown by its name in the code.
    private Removable KindsToRemove(ParseResult parsed) =>
        parsed.GetResult(remove) is null ? Removable.Identical | Removable.NearDuplicate : parsed.GetValue(remove);
}
