using Dedup.Storage;

namespace Dedup.Core.Tests.Storage;

/// <summary>
/// A folder in memory that counts every operation which changes it, fails at any of them on demand, and knows what of it is durable: the bytes of a file once it was synchronised, its name once
/// the folder was. A merge in the background may work in it beside its writer.
/// </summary>
internal sealed class FakeFolder : IStorageFolder
{
    private readonly Dictionary<string, Content> files;
    private Dictionary<string, Content> durableNames = new(StringComparer.Ordinal);
    private bool isLocked;

    internal FakeFolder()
        : this(new Dictionary<string, Content>(StringComparer.Ordinal))
    {
    }

    private FakeFolder(Dictionary<string, Content> files)
    {
        this.files = files;
        durableNames = new Dictionary<string, Content>(files, StringComparer.Ordinal);
    }

    public string Path => "fake";

    /// <summary>How many operations that change something were asked for.</summary>
    internal int Operations { get; private set; }

    /// <summary>The operation that fails, counted from 0, and all after it when <see cref="IsDead"/>.</summary>
    internal int FailAt { get; set; } = int.MaxValue;

    /// <summary>Whether everything fails from then on, as when the process is killed; else the one operation does.</summary>
    internal bool IsDead { get; set; }

    /// <summary>How many bytes a failing write writes first, of 256.</summary>
    internal int WrittenShare { get; set; }

    /// <summary>Whether files say that they are durable and are not.</summary>
    internal bool LosesFiles { get; init; }

    /// <summary>Whether the folder says that its names are durable and they are not.</summary>
    internal bool LosesNames { get; init; }

    internal List<string> Log { get; } = [];

    internal IEnumerable<string> Names => files.Keys.Order(StringComparer.Ordinal);

    internal byte[] this[string name]
    {
        get => files[name].Bytes[..files[name].Length];
        set => files[name] = new Content { Bytes = value, Length = value.Length, Durable = value };
    }

    /// <summary>What another process finds after this one was killed: all that it had asked for.</summary>
    internal FakeFolder AfterKill() => new(files.ToDictionary(file => file.Key, file => file.Value.Copy(), StringComparer.Ordinal));

    /// <summary>What is there after a power cut: of each file that was not synchronised the bytes that were, then zeros where it was longer; and of the names, what the luck says.</summary>
    internal FakeFolder AfterPowerCut(Luck luck)
    {
        Dictionary<string, Content> names = luck switch
        {
            Luck.AllNames => files,
            Luck.NoNames => durableNames,
            _ => durableNames.ToDictionary(file => file.Key, file => files.GetValueOrDefault(file.Key, file.Value), StringComparer.Ordinal),
        };
        return new(names.ToDictionary(file => file.Key, file => file.Value.AfterPowerCut(), StringComparer.Ordinal));
    }

    internal FakeFolder Copy() => AfterKill();

    /// <summary>Flips a bit, for those too who have the file open.</summary>
    internal void Flip(string name, int place) => files[name].Bytes[place] ^= 1;

    internal void Remove(string name) => files.Remove(name);

    public IReadOnlyList<string> List() => [.. Names];

    public IStorageFile? Open(string name)
    {
        lock (files)
        {
            return files.TryGetValue(name, out Content? content) ? new Reader(content) : null;
        }
    }

    public IStorageWriter Create(string name)
    {
        lock (files)
        {
            Step($"create {name}");
            Content content = new();
            files[name] = content;
            return new Writer(this, name, content);
        }
    }

    public void Rename(string from, string to)
    {
        lock (files)
        {
            Step($"rename {from} {to}");
            files.Remove(from, out Content? content);
            files[to] = content!;
        }
    }

    public void Delete(string name)
    {
        lock (files)
        {
            Step($"delete {name}");
            files.Remove(name);
        }
    }

    public void Sync()
    {
        lock (files)
        {
            Step("sync folder");
            durableNames = LosesNames ? durableNames : new Dictionary<string, Content>(files, StringComparer.Ordinal);
        }
    }

    public IDisposable LockForWriting()
    {
        if (isLocked)
        {
            throw new IOException("The index fake is open for writing already.");
        }

        isLocked = true;
        return new Unlock(this);
    }

    private void Step(string what)
    {
        lock (files)
        {
            int operation = Operations++;
            Log.Add(what);
            if (operation == FailAt || (IsDead && operation > FailAt))
            {
                throw new IOException($"Input/output error at operation {operation}: {what}");
            }
        }
    }

    /// <summary>Which names are there after a power cut that were given since the folder was synchronised last.</summary>
    internal enum Luck
    {
        /// <summary>None: new files are gone, deleted ones are back.</summary>
        NoNames,

        /// <summary>All.</summary>
        AllNames,

        /// <summary>Those of files that took the place of another one.</summary>
        ReplacedNames,
    }

    private sealed class Content
    {
        internal byte[] Bytes { get; set; } = [];

        internal int Length { get; set; }

        internal byte[] Durable { get; set; } = [];

        internal Content Copy() => new() { Bytes = Bytes[..Length], Length = Length, Durable = Bytes[..Length] };

        internal Content AfterPowerCut()
        {
            byte[] left = new byte[Length];
            Durable.CopyTo(left, 0);
            return new Content { Bytes = left, Length = Length, Durable = left };
        }
    }

    private sealed class Reader(Content content) : IStorageFile
    {
        public long Length => content.Length;

        private bool isClosed;

        public int Read(Span<byte> destination, long offset)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            int count = (int)Math.Clamp(content.Length - offset, 0, destination.Length);
            content.Bytes.AsSpan((int)Math.Min(offset, content.Length), count).CopyTo(destination);
            return count;
        }

        public void Dispose() => isClosed = true;
    }

    private sealed class Writer(FakeFolder folder, string name, Content content) : IStorageWriter
    {
        public void Write(ReadOnlySpan<byte> bytes)
        {
            try
            {
                folder.Step($"write {name}");
            }
            catch (IOException)
            {
                Append(bytes[..(bytes.Length * folder.WrittenShare / 256)]);
                throw;
            }

            Append(bytes);
        }

        public void Sync()
        {
            folder.Step($"sync {name}");
            content.Durable = folder.LosesFiles ? [] : content.Bytes[..content.Length];
        }

        public void Dispose()
        {
        }

        private void Append(ReadOnlySpan<byte> bytes)
        {
            byte[] longer = content.Bytes;
            if (content.Length + bytes.Length > longer.Length)
            {
                Array.Resize(ref longer, Math.Max(longer.Length * 2, content.Length + bytes.Length));
                content.Bytes = longer;
            }

            bytes.CopyTo(longer.AsSpan(content.Length));
            content.Length += bytes.Length;
        }
    }

    private sealed class Unlock(FakeFolder folder) : IDisposable
    {
        public void Dispose() => folder.isLocked = false;
    }
}
