namespace Dedup.Signatures;

/// <summary>Names an exact algorithm for signatures that are stored. From release 1.0 on, a version never changes a bit.</summary>
public enum MinHashVersion
{
    /// <summary>Component i is the least a_i * x + c_i mod 2^32 over the high halves x of the shingle hashes.</summary>
    V1 = 1,
}
