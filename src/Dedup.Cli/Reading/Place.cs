namespace Dedup.Cli.Reading;

/// <summary>Where in the input something stands, the way compilers and grep write it.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">The line, counted from 1; 0 when the whole file is meant.</param>
internal readonly record struct Place(string File, long Line = 0)
{
    public override string ToString()
    {
        string file = File.Length == 0 ? "\"\"" : File;
        return Line == 0 ? file : $"{file}:{Line}";
    }
}
