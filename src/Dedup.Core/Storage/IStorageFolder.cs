namespace Dedup.Storage;

/// <summary>The few things that an index asks of a file system, so that tests can make each of them fail. Failures are <see cref="IOException"/>s. Thread-safe for reading.</summary>
internal interface IStorageFolder
{
    /// <summary>The folder, for messages.</summary>
    string Path { get; }

    /// <summary>The names of the files.</summary>
    IReadOnlyList<string> List();

    /// <summary>Opens a file for reading; null when there is none. It stays readable when it is deleted.</summary>
    IStorageFile? Open(string name);

    /// <summary>Creates a file, or empties it.</summary>
    IStorageWriter Create(string name);

    /// <summary>Gives a file another name, atomically in the place of the file that has it.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file.</summary>
    void Delete(string name);

    /// <summary>Returns once the names of all files are durable.</summary>
    void Sync();

    /// <summary>Keeps other writers out until it is disposed.</summary>
    /// <exception cref="IOException">There is another one.</exception>
    IDisposable LockForWriting();
}

/// <summary>A file that is read at any place by any number of threads.</summary>
internal interface IStorageFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads up to so many bytes; fewer only at the end of the file.</summary>
    int Read(Span<byte> destination, long offset);
}

/// <summary>A file that is written from its start to its end. One thread at a time.</summary>
internal interface IStorageWriter : IDisposable
{
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Returns once all that was written is durable.</summary>
    void Sync();
}
