using Dedup.Internals;

namespace Dedup.Candidates;

/// <summary>Which earlier articles have a key in common with an article, for a pile that is known whole. Immutable and thread-safe.</summary>
/// <remarks>
/// What a hash table answers one key at a time is found for all at once: each part of the keys (a band, or a slice of the sampled hashes) is grouped in memory that is used again for the next part,
/// and only groups of at least two articles stay: 4 bytes for each member, and 4 for each article that has earlier ones in its group. Parts are independent of each other, so any
/// number of threads make the same groups in the same order.
/// </remarks>
internal sealed class SharedKeys
{
    /// <summary>Members of each group, ascending, one group after another, for each part.</summary>
    private readonly int[][] members;

    /// <summary>For each article, where in <see cref="groups"/> those of its groups stand in which it is not the first.</summary>
    private readonly int[] starts;
    private readonly (int Part, int Start)[] groups;

    private SharedKeys(int[][] members, int[] starts, (int Part, int Start)[] groups)
    {
        this.members = members;
        this.starts = starts;
        this.groups = groups;
    }

    /// <summary>Bytes of what is kept.</summary>
    internal long Bytes => (members.Sum(static part => (long)part.Length) + starts.Length + (2L * groups.Length)) * sizeof(int);

    /// <summary>Groups articles by their keys.</summary>
    /// <param name="parallel">Runs the parts.</param>
    /// <param name="articles">How many articles there are, numbered from 0.</param>
    /// <param name="parts">How many parts the keys come in.</param>
    /// <param name="partBits">Leading bits of <see cref="TableKey.Slot"/> in which all keys of a part agree.</param>
    /// <param name="enter">Enters the articles under their keys of a part, in ascending order, as <see cref="Member"/> says.</param>
    /// <param name="mostWithAnchors">In a group of more than so many, those that have the key for an anchor are left out.</param>
    internal static SharedKeys Build(ParallelPhase parallel, int articles, int parts, int partBits, Action<KeyGroups, int> enter, int mostWithAnchors = int.MaxValue)
    {
        Part[] built = parallel.Run(
            DedupStage.FindingCandidates,
            parts,
            static () => new KeyGroups(),
            (keys, part) =>
            {
                keys.Clear();
                enter(keys, part);
                keys.Group(partBits);
                return Part.Of(keys, mostWithAnchors);
            },
            isCounted: false);

        int[] offsets = new int[articles + 1];
        foreach (Part part in built)
        {
            foreach ((int article, _) in part.Later)
            {
                offsets[article + 1]++;
            }
        }

        for (int article = 0; article < articles; article++)
        {
            offsets[article + 1] += offsets[article];
        }

        (int, int)[] shared = new (int, int)[offsets[articles]];
        int[] next = offsets[..articles];
        for (int part = 0; part < parts; part++)
        {
            foreach ((int article, int start) in built[part].Later)
            {
                shared[next[article]++] = (part, start);
            }
        }

        return new SharedKeys([.. built.Select(static part => part.Members)], offsets, shared);
    }

    /// <summary>How an article is entered: with whether the key is only an anchor of it.</summary>
    internal static int Member(int article, bool isAnchor = false) => (article << 1) | (isAnchor ? 1 : 0);

    /// <summary>Counts for each earlier article how many keys it has in common with an article, where it is among the first <paramref name="limit"/> that have the key.</summary>
    internal void CountEarlier(int article, int limit, SharedCounter counter)
    {
        foreach ((int part, int start) in groups.AsSpan(starts[article]..starts[article + 1]))
        {
            ReadOnlySpan<int> group = members[part].AsSpan(start);

            // The article itself is in the group, so its end is not reached.
            for (int i = 0; i < limit && group[i] < article; i++)
            {
                counter.Increment(group[i]);
            }
        }
    }

    /// <summary>The groups of one part.</summary>
    private readonly record struct Part(int[] Members, (int Article, int Start)[] Later)
    {
        internal static Part Of(KeyGroups keys, int mostWithAnchors)
        {
            List<int> members = [];
            List<(int, int)> later = [];
            for (int start = 0, end; start < keys.Count; start = end)
            {
                end = keys.EndOf(start);
                int first = members.Count;
                foreach (int member in end - start > 1 ? keys.Members[start..end] : [])
                {
                    if (end - start <= mostWithAnchors || (member & 1) == 0)
                    {
                        members.Add(member >> 1);
                    }
                }

                if (members.Count - first == 1)
                {
                    members.RemoveAt(first);
                }

                for (int i = first + 1; i < members.Count; i++)
                {
                    later.Add((members[i], first));
                }
            }

            return new Part([.. members], [.. later]);
        }
    }
}
