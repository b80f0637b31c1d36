namespace Dedup.Cli.Commands;

/// <summary>What the help of one command says beside its usage and options.</summary>
/// <param name="Examples">Lines to copy, most wanted first.</param>
/// <param name="Notes">What to know about input, output and exit codes.</param>
internal sealed record HelpPage(string Examples, string Notes)
{
    public static HelpPage Root { get; } = new(
        """
          dedup scan articles/                             which texts in a folder repeat each other
          dedup scan docs.jsonl.gz --format jsonl          one JSON line a pair, for programs
          dedup clean docs.jsonl -o clean.jsonl            the articles without those that repeat others
          dedup compare old.txt new.txt                    how two texts relate
          dedup index add --find news.dedup -              for each article that comes in: have I seen it before?
        """,
        """
        'dedup scan --help', 'dedup clean --help', 'dedup compare --help' and 'dedup index --help' say more.
        """);

    public static HelpPage Scan { get; } = new(
        """
          dedup scan articles/                                     a report for people
          dedup scan articles/ --html report.html                  the same as a page to browse, texts side by side
          dedup scan docs.jsonl.gz --format jsonl > pairs.jsonl    one JSON line a pair, for programs
          dedup scan docs.jsonl --clusters --format csv            what to keep, what repeats it
          dedup scan new.txt archive/ --fail-on-duplicates         exit code 1 when something repeats
          zcat docs.jsonl.gz | dedup scan - --keep earliest        articles from another program
          dedup scan docs.jsonl --stats --estimate-recall          what the run took, and what it may have missed
        """,
        """
        Input:
          A file is one article and its path is the id; of a page (.html, .htm) the main text. A file named .jsonl or .ndjson
          holds one article a line: an object with "id" (string or number) and "text", and if you like "title", "source" and
          "date"; .csv, .tsv and .parquet hold one a row, with named columns. All but .parquet may be packed (.gz, .br).
          Folders are searched through, in order of path; names that start with a dot, binary files and symbolic links are
          passed over. In a quoted pattern, "news/**/*.jsonl", * is any part of a name and ** any number of folders.
          "-" is standard input: what --input-format says, else JSON Lines if it starts with {, else one text.
          Text is UTF-8, or UTF-16 with a byte-order mark.

        Output:
          identical       the same words in the same order
          nearDuplicate   the Jaccard similarity of their 5-word shingles reaches --jaccard, or the one is an edited version of
                          the other: most of its words stand there in the same order, with the same numbers
          containedIn     the left one lies mostly inside the right one, as --containment says, or edited in the same way
          sharesPassage   at least --passage-words words in common, in order, with small edits between them; short ones
                          with edits in them can be missed between long texts, as can those in more than 16 texts
          Offsets and lengths count UTF-16 units of the original text.
          jsonl  {"left","right","relation","jaccard","leftInRight","rightInLeft","leftAligned","rightAligned",
                 "passages":[{"leftStart","leftLength","rightStart","rightLength"}]}; with --clusters {"representative","members","weakestJaccard"}
          csv    left,right,relation,jaccard,leftInRight,rightInLeft,passages, where a passage is
                 leftStart+leftLength=rightStart+rightLength and several are separated by ; (an id that a spreadsheet would
                 take for a formula gets an apostrophe in front); with --clusters representative,member,weakestJaccard,
                 one member a row
          html   one page that needs no network: clusters, pairs, and the two texts of any pair side by side
          Results go to standard output; progress, messages and the summary to standard error.

        Measuring (on standard error; a table, or with --format jsonl one JSON object a line):
          --stats            stages with seconds, share of the run, articles or pairs a second, MB/s; index bytes per article and
                             peak memory
          --estimate-recall  of the pairs that N drawn articles make with all others at --jaccard and --containment, how many
                             were found, with a 95 % interval; the JSON object lists what was missed. One more reading of all
                             texts

        Exit code:
          0  all went well    1  duplicates were found and --fail-on-duplicates is set    2  something could not be read or done
          Input that cannot be used is reported with file and line and left out, and all other results are still printed.
        """);

    public static HelpPage Clean { get; } = new(
        """
          dedup clean docs.jsonl -o clean.jsonl                    one article of each cluster, the longest
          dedup clean docs.csv -o clean.csv --keep earliest        the earliest instead
          dedup clean articles/ -o clean/ --removed removed.jsonl  files that are kept, and a list of the others with reasons
          dedup clean "crawl/**/*.jsonl.gz" -o clean.jsonl.br      many files into one
          dedup clean docs.jsonl -o marked.jsonl --mark            all records, with fields on those that repeat others
          dedup clean docs.jsonl -o clean.jsonl --cut              repeated passages and headers are cut out of what is kept
          dedup clean docs.jsonl --dry-run --removed removed.jsonl what would be removed
          dedup clean docs.jsonl -o clean.jsonl --checkpoint point goes on after an interruption
          zcat docs.jsonl.gz | dedup clean - -o - | wc -l          between two programs
        """,
        """
        Input:
          As for 'dedup scan'. Records that cannot be used are reported with file and line and left out.

        What is removed (--remove):
          identical  articles with the same words in the same order as the one that is kept
          near       near-duplicates of the one that is kept, as 'dedup scan' joins them in clusters
          contained  articles that lie mostly inside a kept one; what little that one lacks is lost. An article that stands for
                     others is removed only together with them
          Every removed article names one that is kept and that it was compared with.
          --cut      takes passages of --passage-words words and more that kept articles share, word for word, out of all of
                     them but the one with the smallest id; only the text changes. Nothing is cut out of HTML pages

        Output:
          Kept records have the bytes they had, in their order; UTF-16 becomes UTF-8. If OUT ends in a slash, exists as a folder, or
          articles are files of their own, each input file is written into that folder, under its path below what you named, and
          the folder must be new or empty; else all records go into one file, packed if its name ends in .gz or .br. It appears
          under its name when it is whole.
          --removed  {"id","keptId","relation","jaccard","inKept","keptIn","file","line"}, in the order of the input; inKept is the
                     share of the removed article's shingles that the kept one has, keptIn the other way round
                     Of what was cut: {"id","keptId","relation":"cut","start","length","keptStart","keptLength","file","line"}, in
                     UTF-16 units of the original texts
          --mark     adds dedup_of (the kept id), dedup_relation, dedup_jaccard and dedup_in_kept; tables get four columns

        Exit code:
          0  all went well    2  something could not be read or done
        """);

    public static HelpPage Compare { get; } = new(
        """
          dedup compare old.txt new.txt                    verdict, similarities, shared passages
          dedup compare old.txt new.txt --html page.html   both texts side by side, in the browser
          dedup compare old.txt new.txt --format jsonl     the same for programs
          dedup compare a.txt b.txt --background archive/  only what is not a form or header that many others carry
          pdftotext page.pdf - | dedup compare - page.txt  one text from another program
        """,
        """
        Input:
          Two texts in UTF-8, or UTF-16 with a byte-order mark; either may be gzipped, and one may be "-", standard input.
          The background is named after them and read as by 'dedup scan'. The verdict is then that of a scan of all. Its articles
          with the id of one of the two are passed over.

        Output:
          As that of 'dedup scan'. The contained text is on the left; the relation of texts that do not repeat each other is none.
          The shared passages are those of eight words and more, whatever --passage-words says, with what differs in them:
          [-only on the left-] {+only on the right+}. jsonl has them as "explained":[{"leftStart","leftLength","rightStart",
          "rightLength","similarity","differences":[...]}], beside "leftWordForWord" and "rightWordForWord".
          Numbers that differ, or a passage in common, leave it open whether the two only fill one form or stand under one header.
          "background" says so: notNeeded (not open), missing (open, and two texts cannot tell), kept or dropped (counted over
          --background; none is the relation of what is dropped).

        Exit code:
          0  all went well    1  they repeat each other and --fail-on-duplicates is set    2  something could not be read or done
        """);
}
