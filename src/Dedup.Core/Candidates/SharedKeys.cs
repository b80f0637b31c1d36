using System.Numerics;
using Dedup.Internals;

namespace Dedup.Candidates;

/// <summary>Which earlier articles have a key in common with an article, for a pile that is known whole. Immutable and thread-safe.</summary>
/// <remarks>
/// What a hash table answers one key at a time is found for all at once: the articles are read once, or a few times when they are millions, a chunk at a time; their keys are dealt out in parts, each part is
/// grouped near the processor, and only groups of at least two articles stay: 4 bytes for each member, and 4 for each article that has earlier ones in its group. Parts are independent of each other, so any
/// number of threads make the same groups in the same order.
/// </remarks>
internal sealed class SharedKeys
{
    /// <summary>Of so many keys, all that is needed to group them stays in a core's cache.</summary>
    private const int KeysInPart = 1 << 15;
    private const int MostPartBits = 8;

    /// <summary>Keys dealt out at once: 8 bytes each, in memory that the next turn takes over.</summary>
    private const int KeysInTurn = 1 << 22;

    /// <summary>Each turn reads all articles, so that there must not be many: 64.</summary>
    private const int MostTurnBits = 6;

    /// <summary>Articles whose keys are dealt out together, for each turn there is: a turn takes the smaller a share of their keys, and a part of a few keys is not worth the way to it.</summary>
    private const int ArticlesInChunk = 64;

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
    /// <param name="parallel">Splits the work.</param>
    /// <param name="scratch">Memory of the threads, for one call after another.</param>
    /// <param name="articles">How many articles there are, numbered from 0.</param>
    /// <param name="keys">How many keys they have, about.</param>
    /// <param name="enter">Enters an article under those of its keys that belong to a turn, each once. Equal keys of any articles belong to the same turn.</param>
    /// <param name="mostWithAnchors">In a group of more than so many, those that have the key for an anchor are left out.</param>
    internal static SharedKeys Build(ParallelPhase parallel, Scratch scratch, int articles, long keys, Action<KeyEntries, int, Turn> enter, int mostWithAnchors = int.MaxValue)
    {
        int turnBits = Math.Min(MostTurnBits, BitsFor(keys / KeysInTurn));
        int partBits = Math.Min(MostPartBits, BitsFor((keys >> turnBits) / KeysInPart));
        int parts = 1 << partBits;
        int articlesInChunk = ArticlesInChunk << turnBits;
        int chunks = (articles + articlesInChunk - 1) / articlesInChunk;
        List<Part> built = [];
        for (int turn = 0; turn < 1 << turnBits; turn++)
        {
            KeyParts[] dealt = parallel.Run(
                DedupStage.FindingCandidates,
                chunks,
                scratch.Memory.Begin(),
                (own, chunk) =>
                {
                    own.Entries.Clear();
                    for (int article = chunk * articlesInChunk; article < Math.Min(articles, (chunk + 1L) * articlesInChunk); article++)
                    {
                        enter(own.Entries, article, new Turn(turn, 1 << turnBits));
                    }

                    return KeyParts.Deal(own.Entries.All, partBits, own);
                },
                isCounted: false);
            built.AddRange(parallel.Run(
                DedupStage.FindingCandidates,
                parts,
                scratch.Groups.Begin(),
                (groups, part) =>
                {
                    groups.Group(dealt, part, partBits);
                    return Part.Of(groups, mostWithAnchors);
                },
                isCounted: false));
        }

        int[] offsets = new int[articles + 1];
        foreach (Part part in built)
        {
            int start = 0;
            foreach (int end in part.Ends)
            {
                foreach (int article in part.Members.AsSpan((start + 1)..end))
                {
                    offsets[article + 1]++;
                }

                start = end;
            }
        }

        for (int article = 0; article < articles; article++)
        {
            offsets[article + 1] += offsets[article];
        }

        (int, int)[] shared = new (int, int)[offsets[articles]];
        int[] next = offsets[..articles];
        for (int part = 0; part < built.Count; part++)
        {
            int start = 0;
            foreach (int end in built[part].Ends)
            {
                foreach (int article in built[part].Members.AsSpan((start + 1)..end))
                {
                    shared[next[article]++] = (part, start);
                }

                start = end;
            }
        }

        return new SharedKeys([.. built.Select(static part => part.Members)], offsets, shared);
    }

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

    /// <summary>What the threads deal out keys in, and what they group them with.</summary>
    internal sealed class Scratch
    {
        internal Reused<KeyMemory> Memory { get; } = new(static () => new KeyMemory(), static used => used.Clear());

        internal Reused<KeyGroups> Groups { get; } = new(static () => new KeyGroups(), static _ => { });
    }

    private static int BitsFor(long values) => BitOperations.Log2((ulong)values + 1);

    /// <summary>A share of the keys: those of one turn are grouped before the next turn begins.</summary>
    /// <param name="Number">Its number, from 0.</param>
    /// <param name="Count">How many turns there are, a power of two.</param>
    internal readonly record struct Turn(int Number, int Count);

    /// <summary>The groups of one part: their members, one group after another, and where each ends.</summary>
    private readonly record struct Part(int[] Members, int[] Ends)
    {
        internal static Part Of(KeyGroups keys, int mostWithAnchors)
        {
            int[] members = new int[keys.Count];
            int[] ends = new int[keys.Count / 2];
            int kept = 0;
            int groups = 0;
            for (int start = 0, end; start < keys.Count; start = end)
            {
                end = keys.EndOf(start);
                int first = kept;
                foreach (ulong entry in keys.Entries[start..end])
                {
                    members[kept] = KeyEntry.ArticleOf(entry);
                    kept += end - start <= mostWithAnchors || !KeyEntry.IsAnchor(entry) ? 1 : 0;
                }

                if (kept - first > 1)
                {
                    ends[groups++] = kept;
                }
                else
                {
                    kept = first;
                }
            }

            Array.Resize(ref members, kept);
            Array.Resize(ref ends, groups);
            return new Part(members, ends);
        }
    }
}
