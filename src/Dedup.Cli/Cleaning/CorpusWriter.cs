using Dedup.Cli.Reading;
using Dedup.Cli.Writing;

namespace Dedup.Cli.Cleaning;

/// <summary>Writes a whole corpus again: every file that was read, in the order in which they were read.</summary>
/// <param name="copy">Writes one file.</param>
/// <param name="layout">What is written where.</param>
/// <param name="path">The file or folder.</param>
/// <param name="isAlone">Whether no other thread may work.</param>
/// <param name="cancellation">Ends the writing between two files.</param>
internal sealed class CorpusWriter(CorpusCopy copy, OutputLayout layout, string path, bool isAlone, CancellationToken cancellation)
{
    /// <summary>Writes all that is kept.</summary>
    /// <exception cref="FatalException">It could not be written, or an input has changed.</exception>
    public void Write(IReadOnlyList<SourceFile> sources)
    {
        if (sources.FirstOrDefault(static source => source.HasChanged) is { } changed)
        {
            throw InputChange.Found(changed.File.Path);
        }

        if (layout.IsFolder(sources))
        {
            IReadOnlyList<string> names = layout.Names(sources);
            AtomicOutput.WriteFolder(path, folder => WriteFiles(sources, names, folder));
            return;
        }

        OutputLayout.CheckOneFormat(sources);
        if (layout.IsStandardOutput)
        {
            StandardOutput.Write(stream =>
            {
                using BufferedStream buffered = new(stream, 128 * 1024);
                WriteRecords(sources, buffered);
            }, cancellation);
        }
        else
        {
            AtomicOutput.WriteFile(path, isAlone, stream => PackedOutput.Write(stream, InputFile.PackingOf(path), target => WriteRecords(sources, target)));
        }
    }

    private void WriteRecords(IReadOnlyList<SourceFile> sources, Stream output)
    {
        RecordOutput records = new(output, sources.Count > 0 ? sources[0].Format : RecordFormat.JsonLines);
        foreach (SourceFile source in sources)
        {
            cancellation.ThrowIfCancellationRequested();
            copy.Write(source, records);
        }

        records.End();
    }

    private void WriteFiles(IReadOnlyList<SourceFile> sources, IReadOnlyList<string> names, string folder)
    {
        for (int i = 0; i < sources.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            SourceFile source = sources[i];
            RecordFate? fate = source.IsWhole && source.Articles > 0 ? copy.Fate(source.FirstArticle) : null;
            if (source.IsWhole && (fate is null || fate.Value.IsLeftOut(copy.Marks)))
            {
                continue;
            }

            string name = Path.Combine(folder, names[i]);
            Directory.CreateDirectory(Path.GetDirectoryName(name)!);
            using FileStream stream = new(name, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 128 * 1024);
            if (source.IsWhole)
            {
                copy.WriteWhole(source, fate!.Value.Text, stream);
            }
            else
            {
                PackedOutput.Write(stream, source.IsPipe ? Packing.None : source.File.Packing, target => WriteRecords([source], target));
            }
        }
    }
}
