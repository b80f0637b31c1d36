using System.Buffers.Binary;

namespace Dedup.Storage;

/// <summary>One segment of a manifest.</summary>
/// <param name="Number">Number of its file.</param>
/// <param name="FileBytes">Length of its file.</param>
/// <param name="First">Number of the article in its first slot.</param>
/// <param name="Slots">How many slots it has.</param>
internal readonly record struct ManifestSegment(ulong Number, long FileBytes, int First, int Slots);

/// <summary>What a commit consists of: the files, the articles removed from them, the options. Replaced as a whole. Immutable.</summary>
internal sealed record Manifest
{
    internal const string Name = "manifest";
    internal const string NewName = "manifest.new";

    /// <summary>"DEDUPIDX" in the order of the bytes.</summary>
    private const ulong Magic = 0x5844495055444544;

    // Such a manifest has millions of segments.
    private const long MostBytes = 1 << 28;

    /// <summary>Counts the commits.</summary>
    internal long Generation { get; init; }

    /// <summary>The number of the next file; none is used twice.</summary>
    internal ulong NextFile { get; init; } = 1;

    /// <summary>The number of the next article.</summary>
    internal int NextNumber { get; init; }

    /// <summary>How many articles there are.</summary>
    internal int Articles { get; init; }

    internal required string Options { get; init; }

    /// <summary>The segments, oldest articles first.</summary>
    internal IReadOnlyList<ManifestSegment> Segments { get; init; } = [];

    /// <summary>The file of removed articles; 0 when there are none.</summary>
    internal ulong RemovedFile { get; init; }

    internal long RemovedFileBytes { get; init; }

    /// <summary>Reads the manifest of a folder; null when it has none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="NotSupportedException">A later version wrote it.</exception>
    internal static Manifest? Load(IStorageFolder folder)
    {
        using IStorageFile? file = folder.Open(Name);
        if (file is null)
        {
            return null;
        }

        string path = Path.Combine(folder.Path, Name);
        byte[] bytes = new byte[Math.Min(file.Length, MostBytes)];
        int read = file.Read(bytes, 0);
        const int Least = sizeof(ulong) + (2 * sizeof(uint)) + sizeof(uint);
        if (read < Least || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic)
        {
            throw new InvalidDataException($"{path}: damaged at byte 0: this is no manifest of an index.");
        }

        // These fields and the checksum at the end are the same in every version, so that damage and a newer version can be told apart.
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(sizeof(ulong)));
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(sizeof(ulong) + sizeof(uint)));
        if (length != file.Length || Crc32C.Compute(bytes.AsSpan(0, read - sizeof(uint))) != BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(read - sizeof(uint))))
        {
            throw new InvalidDataException($"{path}: damaged at byte 0: the file's length or checksum is wrong.");
        }

        StoredVersion.Check(version, path);
        ByteSource source = new(bytes.AsSpan(sizeof(ulong) + (2 * sizeof(uint)), read - Least));
        return Read(ref source);
    }

    /// <summary>Puts this manifest in the place of the one before; returns once that is durable.</summary>
    internal void Replace(IStorageFolder folder)
    {
        ByteSink sink = new();
        sink.Write(Magic);
        sink.Write(StoredVersion.Current);
        sink.Write(0U);
        Write(sink);
        BinaryPrimitives.WriteUInt32LittleEndian(sink.All[(sizeof(ulong) + sizeof(uint))..], (uint)sink.Count + sizeof(uint));
        sink.Write(Crc32C.Compute(sink.Written));
        using (IStorageWriter file = folder.Create(NewName))
        {
            file.Write(sink.Written);
            file.Sync();
        }

        // The names of the files that it lists must be durable before it is.
        folder.Sync();
        folder.Rename(NewName, Name);
        folder.Sync();
    }

    private void Write(ByteSink sink)
    {
        sink.Write(Generation);
        sink.Write(NextFile);
        sink.Write((uint)NextNumber);
        sink.Write((uint)Articles);
        sink.Write(RemovedFile);
        sink.Write(RemovedFileBytes);
        sink.WriteShort(Segments.Count);
        foreach (ManifestSegment segment in Segments)
        {
            sink.Write(segment.Number);
            sink.Write(segment.FileBytes);
            sink.Write((uint)segment.First);
            sink.Write((uint)segment.Slots);
        }

        sink.Write(Options);
    }

    private static Manifest Read(ref ByteSource source)
    {
        Manifest manifest = new()
        {
            Generation = source.ReadInt64(),
            NextFile = source.ReadUInt64(),
            NextNumber = (int)source.ReadUInt32(),
            Articles = (int)source.ReadUInt32(),
            RemovedFile = source.ReadUInt64(),
            RemovedFileBytes = source.ReadInt64(),
            Options = string.Empty,
        };
        ManifestSegment[] segments = new ManifestSegment[source.ReadCount(leastBytes: 24)];
        for (int i = 0; i < segments.Length; i++)
        {
            segments[i] = new ManifestSegment(source.ReadUInt64(), source.ReadInt64(), (int)source.ReadUInt32(), (int)source.ReadUInt32());
        }

        return manifest with { Segments = segments, Options = source.ReadString() };
    }
}
