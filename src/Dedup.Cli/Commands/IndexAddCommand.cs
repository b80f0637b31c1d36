using System.CommandLine;
using System.Diagnostics;
using Dedup.Cli.Reading;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Commands;

/// <summary><c>dedup index add FOLDER PATH...</c>: adds articles, and on demand says before what each of them repeats.</summary>
internal sealed class IndexAddCommand
{
    // What is read at once where nothing is asked about; adding is faster in numbers.
    private const int BatchArticles = 2048;

    private readonly Argument<string> folder = IndexFolder.Argument();
    private readonly Argument<string[]> paths = IndexFindCommand.Paths();
    private readonly Option<bool> find = new("--find") { Description = "Print what each article repeats, as 'dedup index find' does, before it is added" };
    private readonly Option<bool> replace = new("--replace") { Description = "Put an article in the place of the one with its id; without it, such an article is reported and left out" };

    private readonly Option<int> commitEvery = new("--commit-every")
    {
        Description = "Commit after so many articles, and at the end",
        HelpName = "N",
        CustomParser = OptionParsing.Whole("--commit-every"),
        DefaultValueFactory = static _ => 10_000,
    };

    private readonly Option<bool> reportCommits = new("--report-commits") { Description = "Print {\"committed\":N} after each commit, N being how many articles of this run are durable" };
    private readonly IndexAnswerOptions answers = new();
    private readonly FieldNameOptions fieldNames = new();
    private readonly InputOptions input = new();

    /// <summary>The command for the parser.</summary>
    /// <param name="cancellation">Cancelled by Ctrl-C.</param>
    public Command Build(CancellationToken cancellation)
    {
        Command command = new("add", "Add articles to an index.");
        command.Add(folder);
        command.Add(paths);
        command.Add(find);
        command.Add(replace);
        command.Add(commitEvery);
        command.Add(reportCommits);
        answers.AddTo(command);
        fieldNames.AddTo(command);
        input.AddTo(command);
        command.SetAction(parsed => IndexFolder.Use(parsed.GetRequiredValue(folder), () => Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        string path = parsed.GetRequiredValue(folder);
        int every = parsed.GetRequiredValue(commitEvery);
        if (every < 1)
        {
            throw new FatalException($"--commit-every must be 1 or more, not {every}");
        }

        ReadingLimits limits = input.Limits(parsed);
        Messages messages = Messages.OnStandardError(answers.IsQuiet(parsed));
        Problems problems = new(messages.Print);
        bool isAsked = parsed.GetValue(find);
        bool isReplacing = parsed.GetValue(replace);
        bool isReporting = parsed.GetValue(reportCommits);
        using DuplicateIndex index = IndexFolder.OpenForWriting(path);
        IndexAnswerWriter? writer = null;
        List<(Article Article, Place Place)> batch = [];
        HashSet<string> inBatch = new(StringComparer.Ordinal);
        int added = 0;
        int uncommitted = 0;
        bool anyFound = false;
        bool isComplete = StandardOutput.Write(
            stream =>
            {
                writer = new IndexAnswerWriter(stream);
                try
                {
                    new ArticleReader(fieldNames.Read(parsed), problems, static _ => { }, cancellation) { Sink = Take, PipeFormat = input.PipeFormat(parsed), Limits = limits }.Read(parsed.GetRequiredValue(paths));
                }
                finally
                {
                    // Also when it was interrupted: what was read before is as good as ever.
                    AddBatch();
                    Commit();
                    messages.EndProgress();
                }
            },
            CancellationToken.None);
        if (!answers.IsQuiet(parsed) && isComplete)
        {
            string suffix = problems.Count > 0 ? ", " + problems.Summary() : string.Empty;
            messages.Print($"{Figures.Count(added, "article")} added, {Figures.Count(index.Count, "article")} in the index, {Figures.Seconds(Stopwatch.GetElapsedTime(start))}{suffix}");
        }

        return answers.ExitCodeFor(parsed, anyFound, problems);

        void Take(Article article, Place place) => IndexFolder.Use(path, () =>
        {
            if (!isReplacing && (inBatch.Contains(article.Id) || index.Contains(article.Id)))
            {
                problems.Add(ProblemKind.DoubleId, place.File, place, $"the index holds an article \"{article.Id}\" already (left out)");
                return true;
            }

            if (isAsked || isReplacing)
            {
                if (isAsked)
                {
                    IReadOnlyList<DuplicateMatch> matches = index.FindAndAdd(article, answers.MostMatches(parsed), isReplacing);
                    anyFound |= matches.Count > 0;
                    writer!.Write(article.Id, matches);
                }
                else
                {
                    index.Replace(article);
                }

                Count(1);
            }
            else
            {
                batch.Add((article, place));
                inBatch.Add(article.Id);
                if (batch.Count >= Math.Min(BatchArticles, every - uncommitted))
                {
                    AddBatch();
                }
            }

            return true;
        });

        void AddBatch()
        {
            if (batch.Count > 0)
            {
                IndexFolder.Use(path, () =>
                {
                    index.AddRange([.. batch.Select(static entry => entry.Article)]);
                    return true;
                });
                int count = batch.Count;
                batch.Clear();
                inBatch.Clear();
                Count(count);
            }
        }

        void Count(int articles)
        {
            added += articles;
            uncommitted += articles;
            messages.ReportReading(added);
            if (uncommitted >= every)
            {
                Commit();
            }
        }

        void Commit()
        {
            if (uncommitted > 0)
            {
                IndexFolder.Use(path, () =>
                {
                    index.Commit();
                    return true;
                });
                uncommitted = 0;
                if (isReporting)
                {
                    writer!.WriteCommitted(added);
                }
            }
        }
    }
}
