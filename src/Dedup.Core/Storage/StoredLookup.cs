using Dedup.Candidates;
using Dedup.Signatures;
using Dedup.Streaming;

namespace Dedup.Storage;

/// <summary>Looks things up in an index on disk. Holds scratch memory: one per thread.</summary>
/// <remarks>
/// Candidates are those of <see cref="CandidateFinder"/>, found in the tables of the segments, oldest first. Of signatures a byte of each component is at hand, so a few more pairs are found
/// worth comparing than by the whole components, never fewer.
/// </remarks>
internal sealed class StoredLookup(StoredContents contents) : IndexLookup
{
    private const int MostSigns = 1024;
    private const long MostTextChars = 4 << 20;

    private readonly SketchScreen screen = new(contents.Options);
    private readonly int proposed = contents.Proposed;
    private readonly int leastEqualBytes = CandidateFinder.LeastEqualComponents(contents.Options);
    private readonly ulong leastBound = ulong.MaxValue / (ulong)contents.Options.Sketch.Scale;
    private readonly Dictionary<int, StoredSigns> signs = [];
    private readonly Dictionary<int, Article> articles = [];
    private readonly HashSet<int> found = [];
    private readonly HashSet<int> inBands = [];
    private readonly Dictionary<int, int> shared = [];
    private readonly List<int> filed = [];
    private long textChars;

    internal override IEnumerable<int> FamiliesOf(ContentHash content)
    {
        contents.CheckUsable();
        return contents.WithContent(SegmentTable.Firsts, content).Where(number => !contents.Removed.IsGone(number) && SignsOf(number).Content == content);
    }

    internal override IEnumerable<Article> MembersOf(int family)
    {
        if (!contents.Removed.IsRemoved(family))
        {
            yield return ArticleOf(family);
        }

        foreach (int number in contents.CopiesOf(family, SignsOf(family).Content))
        {
            yield return ArticleOf(number);
        }
    }

    internal override int TokenCountOf(int family) => SignsOf(family).TokenCount;

    internal override void FindCandidates(SignedArticle article, List<int> candidates)
    {
        contents.CheckUsable();
        found.Clear();
        FindInBands(SegmentTable.ShingleBands, article, StoredSigns.BytesOf(article.Signature), static other => other.Signature);
        FindInBands(SegmentTable.WordBands, article, StoredSigns.BytesOf(article.WordSignature), static other => other.WordSignature);
        FindByHashes(article);
        candidates.Clear();
        candidates.AddRange(found);
        candidates.Sort();
    }

    internal override void FindCarriers(ulong hash, List<int> carriers) => Collect(SegmentTable.Hashes, StoredKeys.OfHash(hash), carriers);

    internal override bool IsWorthComparing(int x, int y)
    {
        StoredSigns left = SignsOf(x);
        StoredSigns right = SignsOf(y);
        return MeetInBands(left.Signature, right.Signature) || MeetInBands(left.WordSignature, right.WordSignature) || screen.IsWorthComparing(left.Sketch, right.Sketch);
    }

    private void FindInBands(SegmentTable table, SignedArticle article, byte[]? signature, Func<StoredSigns, byte[]?> signatureOf)
    {
        inBands.Clear();
        foreach (ulong key in contents.Tail.KeysOf(table, article))
        {
            Collect(table, key, filed);
            inBands.UnionWith(filed);
        }

        foreach (int number in inBands)
        {
            if (MeetInBands(signature, signatureOf(SignsOf(number))))
            {
                found.Add(number);
            }
        }
    }

    private void FindByHashes(SignedArticle article)
    {
        if (StoredSigns.Cut(article.Sketch) is not { } sketch)
        {
            return;
        }

        shared.Clear();
        foreach (ulong key in contents.Tail.KeysOf(SegmentTable.Hashes, article))
        {
            Collect(SegmentTable.Hashes, key, filed);
            foreach (int number in filed)
            {
                shared[number] = shared.GetValueOrDefault(number) + 1;
            }
        }

        int low = sketch.CountUpTo(leastBound);
        foreach ((int number, int count) in shared)
        {
            if (CanBeWorthComparing(number, low, count) && screen.IsWorthComparing(sketch, SignsOf(number).Sketch!, count))
            {
                found.Add(number);
            }
        }
    }

    /// <summary>Spares reading the record of most articles that share a hash or two: the screen asks for half of the smaller sketch below the common bound, which is at least the least one.</summary>
    private bool CanBeWorthComparing(int number, int low, int count) =>
        count >= contents.Options.Candidates.SharedHashes
        || (contents.Options.Detect.HasFlag(Detect.Containment) && 2 * count >= Math.Min(low, LowHashesOf(number)));

    private int LowHashesOf(int number) => contents.SegmentOf(number) is { } segment ? segment.ReadSlot(number - segment.First).Slot.LowHashes : contents.Tail[number].LowHashes;

    /// <summary>The first families under a key that are left, as many as a bucket proposes.</summary>
    private void Collect(SegmentTable table, ulong key, List<int> families)
    {
        families.Clear();
        foreach (Segment segment in contents.Segments)
        {
            foreach (int slot in segment[table][key])
            {
                if (families.Count == proposed)
                {
                    return;
                }

                if (!contents.Removed.IsGone(segment.First + slot))
                {
                    families.Add(segment.First + slot);
                }
            }
        }

        foreach (int number in contents.Tail.Filed(table, key))
        {
            if (families.Count == proposed)
            {
                return;
            }

            if (!contents.Removed.IsGone(number))
            {
                families.Add(number);
            }
        }
    }

    private bool MeetInBands(byte[]? left, byte[]? right) => left is not null && right is not null && StoredSigns.CountEqual(left, right) >= leastEqualBytes;

    private StoredSigns SignsOf(int number)
    {
        if (!signs.TryGetValue(number, out StoredSigns? known))
        {
            if (signs.Count == MostSigns)
            {
                signs.Clear();
            }

            signs.Add(number, known = contents.SignsOf(number));
        }

        return known;
    }

    /// <summary>The article of a number, the same object as long as it is remembered: what was made of its text is then found again.</summary>
    private Article ArticleOf(int number)
    {
        if (!articles.TryGetValue(number, out Article? known))
        {
            if (textChars >= MostTextChars)
            {
                articles.Clear();
                textChars = 0;
            }

            articles.Add(number, known = contents.ArticleOf(number));
            textChars += known.TextLength;
        }

        return known;
    }
}
