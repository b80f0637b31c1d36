using Dedup.Candidates;
using Dedup.Signatures;
using Dedup.Streaming;

namespace Dedup.Storage;

/// <summary>Looks things up in an index on disk. Holds scratch memory: one per thread.</summary>
/// <remarks>Candidates are those of <see cref="CandidateFinder"/>, found in the tables of the segments, oldest first. What is asked of a candidate's sketch or signature is made of its text anew.</remarks>
internal sealed class StoredLookup(StoredContents contents, ArticleSigner signer) : IndexLookup
{
    private const int MostHeads = 4096;
    private const long MostTextChars = 4 << 20;

    private readonly SketchScreen screen = new(contents.Options);
    private readonly int proposed = contents.Proposed;
    private readonly int leastEqualComponents = CandidateFinder.LeastEqualComponents(contents.Options);
    private readonly Dictionary<int, StoredHead> heads = [];
    private readonly Dictionary<int, Article> articles = [];
    private readonly Dictionary<int, SignedArticle> signed = [];
    private readonly HashSet<int> found = [];
    private readonly HashSet<int> inBands = [];
    private readonly Dictionary<int, Shared> shared = [];
    private readonly List<ulong> values = [];
    private readonly List<int> sampled = [];
    private readonly List<int> anchored = [];
    private readonly List<int> smallOnes = [];
    private long textChars;

    internal override IEnumerable<int> FamiliesOf(ContentHash content)
    {
        contents.CheckUsable();
        return contents.WithContent(SegmentTable.Firsts, content).Where(number => !contents.Removed.IsGone(number) && HeadOf(number).Content == content);
    }

    internal override IEnumerable<Article> MembersOf(int family)
    {
        if (!contents.Removed.IsRemoved(family))
        {
            yield return ArticleOf(family);
        }

        foreach (int number in contents.CopiesOf(family, HeadOf(family).Content))
        {
            yield return ArticleOf(number);
        }
    }

    internal override int TokenCountOf(int family) => HeadOf(family).TokenCount;

    internal override void FindCandidates(SignedArticle article, List<int> candidates)
    {
        contents.CheckUsable();
        found.Clear();
        FindInBands(article.WordSignature);
        FindByHashes(article.Sketch);
        candidates.Clear();
        candidates.AddRange(found);
        candidates.Sort();
    }

    internal override void FindCarriers(ulong hash, List<int> carriers)
    {
        Collect(hash, PostingIndex.ListedFor(proposed));
        carriers.Clear();
        carriers.AddRange(sampled);
    }

    internal override bool IsWorthComparing(int x, int y)
    {
        SignedArticle left = SignedOf(x);
        SignedArticle right = SignedOf(y);
        return MeetInBands(left.WordSignature, right.WordSignature) || screen.IsWorthComparing(left.Sketch, right.Sketch);
    }

    private void FindInBands(uint[]? words)
    {
        inBands.Clear();
        foreach (ulong key in contents.Tail.BandsOf(words))
        {
            CollectBand(key);
        }

        foreach (int number in inBands)
        {
            if (MeetInBands(words, SignedOf(number).WordSignature))
            {
                found.Add(number);
            }
        }
    }

    private void FindByHashes(PositionalSketch? sketch)
    {
        if (sketch is null)
        {
            return;
        }

        shared.Clear();
        foreach (ulong hash in sketch.Hashes)
        {
            Collect(hash, proposed);
            foreach (int number in sampled)
            {
                Shared before = shared.GetValueOrDefault(number);
                shared[number] = new Shared(before.Count + 1, before.IsSmall || smallOnes.Contains(number));
            }
        }

        int low = sketch.CountUpTo(contents.LeastBound);
        foreach ((int number, Shared with) in shared)
        {
            if (CanBeWorthComparing(number, low, with) && screen.IsWorthComparing(sketch.View, SignedOf(number).Sketch!.View, with.Count))
            {
                found.Add(number);
            }
        }
    }

    /// <summary>Spares reading most articles that share a hash or two: the screen asks for half of the smaller sketch below the common bound, which is at least the least one.</summary>
    private bool CanBeWorthComparing(int number, int low, Shared with) =>
        with.Count >= contents.Options.Candidates.SharedHashes
        || (contents.Options.Detect.HasFlag(Detect.Containment) && (2 * with.Count >= low || (with.IsSmall && 2 * with.Count >= LowHashesOf(number))));

    private int LowHashesOf(int number) => contents.SegmentOf(number) is { } segment ? segment.ReadSlot(number - segment.First).Slot.LowHashes : contents.Tail[number].LowHashes;

    /// <summary>The first families that have a hash and are left, so many at most, and which of them are small; see <see cref="PostingIndex"/>.</summary>
    private void Collect(ulong hash, int most)
    {
        sampled.Clear();
        anchored.Clear();
        smallOnes.Clear();
        ulong key = StoredKeys.OfHash(hash);
        foreach (Segment segment in contents.Segments)
        {
            values.Clear();
            segment[SegmentTable.Hashes].Find(key, values);
            foreach (ulong value in values)
            {
                int number = segment.First + SegmentValue.Slot(SegmentTable.Hashes, value);
                AddIfLeft(SegmentValue.IsAnchor(value) ? anchored : sampled, number, most);
                if (SegmentValue.IsSmall(value))
                {
                    smallOnes.Add(number);
                }
            }
        }

        AddFromTail(sampled, contents.Tail.Sampled(hash), most);
        AddFromTail(anchored, contents.Tail.Anchored(hash), most);
        int ofSample = sampled.Count;
        sampled.AddRange(anchored);
        PostingIndex.JoinLists(sampled, ofSample, most);
    }

    private void AddFromTail(List<int> list, BucketTable.Enumerator numbers, int most)
    {
        foreach (int number in numbers)
        {
            AddIfLeft(list, number, most);
            if (Tail.IsSmall(contents.Tail[number].LowHashes, contents.Options))
            {
                smallOnes.Add(number);
            }
        }
    }

    private void AddIfLeft(List<int> list, int number, int most)
    {
        if (list.Count < most && !contents.Removed.IsGone(number))
        {
            list.Add(number);
        }
    }

    /// <summary>The first families under the key of a band that are left, as many as a bucket proposes.</summary>
    private void CollectBand(ulong key)
    {
        sampled.Clear();
        foreach (Segment segment in contents.Segments)
        {
            values.Clear();
            segment[SegmentTable.WordBands].Find(key, values);
            foreach (ulong value in values)
            {
                AddIfLeft(sampled, segment.First + SegmentValue.Slot(SegmentTable.WordBands, value), proposed);
            }
        }

        foreach (int number in contents.Tail.InBand(key))
        {
            AddIfLeft(sampled, number, proposed);
        }

        inBands.UnionWith(sampled);
    }

    private bool MeetInBands(uint[]? left, uint[]? right) => left is not null && right is not null && MinHash.CountEqualComponents(left, right) >= leastEqualComponents;

    private StoredHead HeadOf(int number)
    {
        if (!heads.TryGetValue(number, out StoredHead known))
        {
            if (heads.Count == MostHeads)
            {
                heads.Clear();
            }

            heads.Add(number, known = contents.HeadOf(number));
        }

        return known;
    }

    private SignedArticle SignedOf(int number)
    {
        if (!signed.TryGetValue(number, out SignedArticle? known))
        {
            if (signed.Count == MostHeads)
            {
                signed.Clear();
            }

            signed.Add(number, known = contents.SegmentOf(number) is null ? contents.Tail[number].Signed : signer.Sign(ArticleOf(number).Text));
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

    /// <summary>What an article and a candidate share.</summary>
    private readonly record struct Shared(int Count, bool IsSmall);
}
