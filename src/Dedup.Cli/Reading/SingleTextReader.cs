namespace Dedup.Cli.Reading;

/// <summary>Reads one text that the run cannot do without.</summary>
internal sealed class SingleTextReader(Problems problems)
{
    private readonly TextFileReader textFiles = new(problems, new ReadingLimits());

    /// <summary>Reads a text file, or standard input for "-"; the article's id is the path.</summary>
    /// <exception cref="FatalException">There is no text to be had.</exception>
    public Article Read(string path)
    {
        if (path != InputFile.StandardInput && Directory.Exists(path))
        {
            throw new FatalException($"{path}: is a folder; two texts can be compared, and folders scanned");
        }

        try
        {
            using PeekStream stream = InputStream.Open(new InputFile(path, path, IsNamed: true), out _);
            if (TextDecoder.LooksBinary(stream.Peek()))
            {
                throw new FatalException($"{path}: looks like a binary file");
            }

            string text = textFiles.Read(stream, path, path) ?? throw new FatalException($"{path}: too large to compare");
            return new Article(path, text);
        }
        catch (Exception exception) when (InputError.Is(exception))
        {
            throw new FatalException($"{path}: {InputError.Describe(exception)}");
        }
    }
}
