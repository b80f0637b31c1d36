namespace Dedup.Bench.Quality;

/// <summary>Does the detector flag what a careful editor would flag? Answers on labelled corpora and on generated ones whose truth is known by construction.</summary>
/// <remarks>Each corpus is run once, with defaults. <c>docs/quality/README.md</c> says what each figure means.</remarks>
internal static class QualityBench
{
    /// <summary>Returns 2 when the arguments make no sense or a folder is missing.</summary>
    internal static int Run(string[] args)
    {
        QualityArguments? arguments = QualityArguments.Parse(args);
        if (arguments is null)
        {
            return Refuse(QualityArguments.Usage);
        }

        List<string> folders = [];
        if (arguments.Folder is { } folder)
        {
            if (!Directory.Exists(folder))
            {
                return Refuse($"There is no folder {folder}: name the one that holds the labelled sets.");
            }

            folders = LabelledSet.FindFolders(folder);
            if (folders.Count == 0)
            {
                return Refuse($"The folder {folder} holds no labelled set: a set is a folder with docs.jsonl.gz and clusters.tsv or pairs.tsv.");
            }

            folders.RemoveAll(path => !arguments.Wants(LabelledSet.NameOf(path)));
        }

        bool anyGenerated = arguments.Generated && GeneratedSets.Names.Any(arguments.Wants);
        if (folders.Count == 0 && !anyGenerated)
        {
            return Refuse($"There is no set {arguments.Set}.");
        }

        var output = new QualityOutput(arguments.Json);
        DetectorRun.WarmUp();
        if (folders.Count > 0)
        {
            LabelledSets.Run(folders, arguments, output);
        }

        if (anyGenerated)
        {
            GeneratedSets.Run(arguments, output);
        }

        return 0;
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
