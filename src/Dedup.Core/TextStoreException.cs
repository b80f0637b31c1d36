namespace Dedup;

/// <summary>The temporary file of a <see cref="TextStore"/> could not be made, written or read. The message says where it is and what helps.</summary>
public sealed class TextStoreException : Exception
{
    internal TextStoreException(string folder, Exception cause)
        : base($"cannot keep texts in a temporary file in {folder}: {cause.Message} Make room there, name another folder, or allow more memory.", cause)
    {
    }
}
