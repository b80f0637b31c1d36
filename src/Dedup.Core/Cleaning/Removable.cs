namespace Dedup.Cleaning;

/// <summary>Which articles may be removed from a collection in favour of another one. Flags that can be combined.</summary>
[Flags]
public enum Removable
{
    /// <summary>None: nothing is removed.</summary>
    None = 0,

    /// <summary>Articles with the same tokens in the same order as the one that is kept (<see cref="DuplicateRelation.Identical"/>).</summary>
    Identical = 1,

    /// <summary>Members of a cluster that are near-duplicates of its representative (<see cref="DuplicateRelation.NearDuplicate"/>).</summary>
    NearDuplicate = 2,

    /// <summary>Articles that lie mostly inside a kept one (<see cref="DuplicateRelation.ContainedIn"/>). What little the kept one lacks is lost.</summary>
    Contained = 4,
}
