using Dedup.Internals;

namespace Dedup;

/// <summary>
/// A text that an article does not hold itself, but reads each time it is needed: from a file, an archive, a database. A run over such articles takes the memory of their signatures and no more, whatever the size of the
/// texts. Implementations must be thread-safe and give the same text each time.
/// </summary>
/// <remarks>
/// A run reads every text once to sign it, and again for pairs that are worth comparing, in no particular order. An exception that a source throws ends the run, as it is or within an
/// <see cref="AggregateException"/>. <see cref="TextStore"/> is the way for texts that come by once and stand nowhere else.
/// </remarks>
public interface ITextSource
{
    /// <summary>How many UTF-16 units the text has as a string. May cost reading it once.</summary>
    int Length { get; }

    /// <summary>About how long it is; never costs reading it.</summary>
    internal int RoughLength => Length;

    /// <summary>The text.</summary>
    string Read();

    /// <summary>The text in UTF-8, where that costs less than a string: nearly all that a run does, it does with this form. Default: there is none.</summary>
    /// <param name="buffer">Memory that may be used, and replaced by more when it is too small; the text need not stand there. One thread's own as long as it needs the text.</param>
    /// <param name="utf8">The text, valid until the memory is used again; exactly what <see cref="Read"/> gives.</param>
    /// <returns>False when only <see cref="Read"/> has the text, and always so for one that UTF-8 has no form for: with half a surrogate pair.</returns>
    bool TryReadUtf8(ref byte[] buffer, out ReadOnlyMemory<byte> utf8)
    {
        utf8 = default;
        return false;
    }

    /// <summary>How many UTF-16 units a text has, counted at the speed of memory: for <see cref="Length"/>, where the text is at hand in UTF-8.</summary>
    /// <param name="utf8">The text in valid UTF-8.</param>
    static int CountUnits(ReadOnlySpan<byte> utf8) => Utf16Length.Of(utf8);
}
