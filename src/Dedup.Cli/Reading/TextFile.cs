using System.Numerics;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Dedup.Cli.Reading;

/// <summary>A file of JSON Lines whose texts are left where they stand and read again when they are needed, so that a run needs memory for none of them. Thread-safe.</summary>
internal sealed class TextFile : IDisposable
{
    [ThreadStatic]
    private static ReadAhead? readAhead;

    private readonly string path;
    private readonly SafeFileHandle handle;
    private long textBytes;

    /// <summary>Opens a file, which stays open.</summary>
    /// <param name="path">Where it is.</param>
    public TextFile(string path)
    {
        this.path = path;
        handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Bytes of all texts that were left here.</summary>
    public long TextBytes => Volatile.Read(ref textBytes);

    /// <summary>A text of the file.</summary>
    /// <param name="place">Where it starts, behind the quote.</param>
    /// <param name="jsonBytes">How many bytes it has up to the other quote.</param>
    /// <param name="utf8">What it says.</param>
    public ITextSource TextAt(long place, int jsonBytes, ReadOnlySpan<byte> utf8)
    {
        Interlocked.Add(ref textBytes, utf8.Length);
        return new FileText(this, place, jsonBytes, utf8);
    }

    public void Dispose() => handle.Dispose();

    private void Read(Span<byte> bytes, long place)
    {
        try
        {
            while (bytes.Length > 0)
            {
                int count = (readAhead ??= new ReadAhead()).Read(handle, bytes, place);
                if (count == 0)
                {
                    throw InputChange.Found(path);
                }

                bytes = bytes[count..];
                place += count;
            }
        }
        catch (IOException exception)
        {
            throw new FatalException($"{path}: {InputError.Describe(exception)}");
        }
    }

    /// <summary>A number by which a text shows that it is still the same: each byte counts by its place, and of other texts of its length one in four billion has the same number.</summary>
    private static uint SumOf(ReadOnlySpan<byte> utf8)
    {
        // A sum of products with the powers of an odd number, in each lane: several bytes of text for each cycle.
        const int Shift = 7;
        Vector<ulong> lanes = Vector<ulong>.Zero;
        ReadOnlySpan<byte> rest = utf8;
        for (; rest.Length >= Vector<byte>.Count; rest = rest[Vector<byte>.Count..])
        {
            lanes = (lanes << Shift) - lanes + Vector.AsVectorUInt64(new Vector<byte>(rest));
        }

        ulong sum = 0;
        for (int i = 0; i < Vector<ulong>.Count; i++)
        {
            sum = (sum << Shift) - sum + lanes[i];
        }

        foreach (byte value in rest)
        {
            sum = (sum << Shift) - sum + value;
        }

        return (uint)((sum * 0x9E3779B97F4A7C15) >> 32);
    }

    /// <summary>One of the texts.</summary>
    private sealed class FileText(TextFile file, long place, int jsonBytes, ReadOnlySpan<byte> utf8) : ITextSource
    {
        [ThreadStatic]
        private static byte[]? scratch;

        private readonly int bytes = utf8.Length;
        private readonly uint sum = SumOf(utf8);

        public int Length { get; } = ITextSource.CountUnits(utf8);

        public string Read()
        {
            scratch ??= [];
            return Encoding.UTF8.GetString(ReadUtf8(ref scratch));
        }

        public bool TryReadUtf8(ref byte[] buffer, out ReadOnlyMemory<byte> utf8)
        {
            ReadUtf8(ref buffer);
            utf8 = buffer.AsMemory(0, bytes);
            return true;
        }

        private ReadOnlySpan<byte> ReadUtf8(ref byte[] buffer)
        {
            // With the quote, by which it shows that the file is still what it was.
            if (buffer.Length <= jsonBytes)
            {
                buffer = new byte[Math.Max(jsonBytes + 1, (int)Math.Min(2L * buffer.Length, Array.MaxLength))];
            }

            Span<byte> json = buffer.AsSpan(0, jsonBytes + 1);
            file.Read(json, place);
            int at = 0;
            int used = 0;

            // Without its escapes a string is no longer anywhere than with them, so that it can be written over itself.
            bool isString = JsonStringReader.TryRead(json, ref at, ref buffer, ref used, out int unescaped);
            ReadOnlySpan<byte> text = buffer.AsSpan(0, unescaped < 0 ? jsonBytes : unescaped);
            return isString && at == json.Length && text.Length == bytes && SumOf(text) == sum ? text : throw InputChange.Found(file.path);
        }
    }
}
