using System.CommandLine;

namespace Dedup.Cli.Commands;

/// <summary><c>dedup index VERB FOLDER</c>: an index that lives in a folder.</summary>
internal static class IndexCommand
{
    public static HelpPage Help { get; } = new(
        """
          dedup index create news.dedup                            an empty index; what counts as a duplicate is set here
          dedup index add news.dedup archive.jsonl.gz              articles as for 'dedup scan'
          tail -f feed.jsonl | dedup index add --find news.dedup - what each new article repeats, and then it is added
          dedup index find news.dedup draft.txt                    what an article repeats, without adding it
          dedup index scan news.dedup --html report.html           which articles of the index repeat each other
          dedup index remove news.dedup 4711 4712                  take articles out by their ids
          dedup index expire news.dedup --before 2024-01-01        take out what appeared before a day
          dedup index expire news.dedup --keep 1000000             keep what was added last
          dedup index verify news.dedup                            check every byte
        """,
        """
        Input and output:
          'add' and 'find' read articles as 'dedup scan' does. 'find' and 'add --find' print one JSON line for each, in order:
          {"id","matches":[{"id","relation","jaccard","queryInMatch","matchInQuery","passages":[...]}]}, as soon as it is answered.
          A match relates as the article asked about does: identical, nearDuplicate, containedIn (it lies in the match), contains
          (the match lies in it), sharesPassage. A passage's left side is the article asked about.
          'scan' compares all articles with each other, with the options of the index. It prints what 'dedup scan' prints of the
          same articles (see 'dedup scan --help'). 'find' answers by what the index holds at that moment: it can take for a
          passage in common what 'scan', which counts all articles, knows for a stock phrase.

        Safety:
          What a commit wrote stays, whatever ends the process after it: 'add' commits every --commit-every articles and at the
          end, the other commands at their end. What was not committed is not there, and nothing is ever half there. One process
          writes at a time, and any number read, each the last commit at its start.

        Exit code:
          0  all went well    1  something was found and --fail-on-duplicates is set    2  something could not be read or done
        """);

    public static Command Build(CancellationToken cancellation)
    {
        Command command = new("index", "Keep articles in a folder on disk and ask it what it has seen before.");
        command.Add(new IndexCreateCommand().Build());
        command.Add(new IndexAddCommand().Build(cancellation));
        command.Add(new IndexFindCommand().Build(cancellation));
        command.Add(new IndexScanCommand().Build(cancellation));
        command.Add(new IndexRemoveCommand().Build(cancellation));
        command.Add(new IndexExpireCommand().Build());
        foreach (Command verb in IndexMaintenance.Build(cancellation))
        {
            command.Add(verb);
        }

        return command;
    }
}
