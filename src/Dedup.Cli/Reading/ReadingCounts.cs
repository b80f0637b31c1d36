namespace Dedup.Cli.Reading;

/// <summary>What reading came across, for the summary.</summary>
internal sealed class ReadingCounts
{
    /// <summary>Pages that were split into the articles they hold.</summary>
    public int SplitPages { get; set; }

    public int Files { get; set; }

    /// <summary>Bytes read, after unpacking.</summary>
    public long Bytes { get; set; }

    /// <summary>Files of a folder that hold no text. Not a problem: folders hold pictures.</summary>
    public int BinaryFiles { get; set; }

    /// <summary>Symbolic links inside folders, which are not followed.</summary>
    public int Links { get; set; }

    public int PassedOver => BinaryFiles + Links;
}
