namespace Dedup;

/// <summary>One place where the files of an index are not what was written. Immutable and thread-safe.</summary>
/// <param name="File">Name of the file in the folder of the index.</param>
/// <param name="Offset">Where in the file the damage begins at the earliest, in bytes; checksums cover 4 KiB each.</param>
/// <param name="What">What is wrong there.</param>
public sealed record IndexDamage(string File, long Offset, string What)
{
    /// <summary>Such as <c>0000000001.segment: at byte 4096: the page's checksum is wrong</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}: at byte {Offset}: {What}");
}
