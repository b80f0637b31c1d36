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

    /// <summary>So many groups before one is looked at, its memory is asked for: groups lie in no order.</summary>
    private const int FetchedAhead = 16;

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

    /// <summary>Enters the articles from the first up to the end, which it does not enter. All in one call: the loop is compiled at its best at once, and what it would call for each of them is not.</summary>
    internal delegate void EnterArticles(KeyEntries entries, int first, int end, int turn);

    /// <summary>Bytes of what is kept.</summary>
    internal long Bytes => (members.Sum(static part => (long)part.Length) + starts.Length + (2L * groups.Length)) * sizeof(int);

    /// <summary>In how many turns so many keys are entered.</summary>
    internal static int TurnsFor(long keys) => 1 << TurnBitsFor(keys);

    /// <summary>Groups articles by their keys.</summary>
    /// <param name="parallel">Splits the work.</param>
    /// <param name="scratch">Memory of the threads, for one call after another.</param>
    /// <param name="articles">How many articles there are, numbered from 0.</param>
    /// <param name="keys">How many keys they have, about.</param>
    /// <param name="enter">Enters articles under those of their keys that belong to a turn, each once. Equal keys of any articles belong to the same turn, one of <see cref="TurnsFor"/>; those of one turn are grouped before the next one begins.</param>
    /// <param name="mostWithAnchors">In a group of more than so many, those that have the key for an anchor are left out.</param>
    internal static SharedKeys Build(ParallelPhase parallel, Scratch scratch, int articles, long keys, EnterArticles enter, int mostWithAnchors = int.MaxValue)
    {
        int turnBits = TurnBitsFor(keys);
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
                    int first = chunk * articlesInChunk;
                    enter(own.Entries, first, (int)Math.Min(articles, (long)first + articlesInChunk), turn);
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

        // Each thread goes through all groups, for its share of the articles.
        int[] next = new int[articles];
        parallel.RunRanges(DedupStage.FindingCandidates, articles, own => FileLater(built, own, next, null));
        int[] firsts = new int[articles + 1];
        for (int article = 0; article < articles; article++)
        {
            firsts[article + 1] = firsts[article] + next[article];
            next[article] = firsts[article];
        }

        (int, int)[] filed = new (int, int)[firsts[articles]];
        parallel.RunRanges(DedupStage.FindingCandidates, articles, own => FileLater(built, own, next, filed));
        return new SharedKeys([.. built.Select(static part => part.Members)], firsts, filed);
    }

    /// <summary>The first article with the first key that an article has in common with an earlier one; the article itself when there is no such key.</summary>
    internal int FirstWithKeyOf(int article)
    {
        if (starts[article] == starts[article + 1])
        {
            return article;
        }

        (int part, int start) = groups[starts[article]];
        return members[part][start];
    }

    /// <summary>Counts for each earlier article how many keys it has in common with an article, where it is among the first <paramref name="limit"/> that have the key.</summary>
    internal void CountEarlier(int article, int limit, SharedCounter counter)
    {
        for (int i = starts[article]; i < starts[article + 1]; i++)
        {
            if (i + FetchedAhead < groups.Length)
            {
                (int laterPart, int laterStart) = groups[i + FetchedAhead];
                Prefetch.Behind(ref members[laterPart][laterStart], 0);
            }

            (int part, int start) = groups[i];
            ReadOnlySpan<int> group = members[part].AsSpan(start);

            // The article itself is in the group, so its end is not reached.
            for (int j = 0; j < limit && group[j] < article; j++)
            {
                counter.Increment(group[j]);
            }
        }
    }

    /// <summary>What the threads deal out keys in, and what they group them with.</summary>
    internal sealed class Scratch
    {
        internal Reused<KeyMemory> Memory { get; } = new(static () => new KeyMemory(), static used => used.Clear());

        internal Reused<KeyGroups> Groups { get; } = new(static () => new KeyGroups(), static _ => { });
    }

    /// <summary>Counts for each article of a range the groups in which it is not the first, from what <paramref name="next"/> says on, and files them at that place.</summary>
    private static void FileLater(List<Part> parts, Range articles, int[] next, (int Part, int Start)[]? filed)
    {
        (int first, int end) = (articles.Start.Value, articles.End.Value);
        for (int part = 0; part < parts.Count; part++)
        {
            ReadOnlySpan<int> all = parts[part].Members;
            int start = 0;
            foreach (int groupEnd in parts[part].Ends)
            {
                foreach (int article in all[(start + 1)..groupEnd])
                {
                    if (article >= first && article < end)
                    {
                        int place = next[article]++;
                        if (filed is not null)
                        {
                            filed[place] = (part, start);
                        }
                    }
                }

                start = groupEnd;
            }
        }
    }

    private static int TurnBitsFor(long keys) => Math.Min(MostTurnBits, BitsFor(keys / KeysInTurn));

    private static int BitsFor(long values) => BitOperations.Log2((ulong)values + 1);

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
