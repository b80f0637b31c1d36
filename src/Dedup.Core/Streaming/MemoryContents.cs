using Dedup.Candidates;
using Dedup.Signatures;

namespace Dedup.Streaming;

/// <summary>The contents of an index that lives in memory.</summary>
internal sealed class MemoryContents(DedupOptions options) : IndexContents
{
    // Below this, filing anew what is left is not worth it.
    private const int FewFamilies = 64;

    private readonly SortedDictionary<long, Article> byOrder = [];
    private readonly Dictionary<string, Entry> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<ContentHash, List<int>> byContent = [];
    private readonly List<Family> families = [];

    // The finder numbers what is filed in it; after it was made anew, those are not the numbers of the families.
    private CandidateFinder finder = NewFinder(options);
    private List<int> filed = [];
    private long nextOrder;
    private int emptyFamilies;

    internal override int Count => byId.Count;

    internal override bool Contains(string id) => byId.ContainsKey(id);

    internal override List<Article> ListArticles(long heldBytes) => [.. byOrder.Values];

    internal override PositionalSketchOptions Sketch { get; } = SketchPlan.ForIndex(options);

    internal override IndexLookup NewLookup(ArticleSigner signer) => new Lookup(this, options);

    internal override void Add(Article article, SignedArticle signed, int family)
    {
        if (family == None && signed.TokenCount > 0)
        {
            family = families.Count;
            families.Add(new Family(signed));
            if (!byContent.TryGetValue(signed.Content, out List<int>? alike))
            {
                byContent.Add(signed.Content, alike = []);
            }

            alike.Add(family);
            File(family);
        }

        if (family != None)
        {
            families[family].Members.Add(article);
        }

        byId.Add(article.Id, new Entry(nextOrder, family));
        byOrder.Add(nextOrder++, article);
    }

    protected override bool RemoveArticle(string id)
    {
        if (!byId.Remove(id, out Entry entry))
        {
            return false;
        }

        byOrder.Remove(entry.Order, out Article? article);
        if (entry.Family != None && families[entry.Family] is var family && family.Members.Remove(article!) && family.Members.Count == 0)
        {
            byContent[family.Signed!.Content].Remove(entry.Family);
            if (byContent[family.Signed.Content].Count == 0)
            {
                byContent.Remove(family.Signed.Content);
            }

            family.Signed = null;
            emptyFamilies++;
            if (emptyFamilies > FewFamilies && emptyFamilies > filed.Count / 2)
            {
                FileAnew();
            }
        }

        return true;
    }

    protected override int RemoveArticlesBefore(DateTimeOffset moment) => RemoveAll(byOrder.Values.Where(article => article.Date < moment));

    protected override int RemoveOldest(int count) => RemoveAll(byOrder.Values.Take(count));

    public override void Dispose()
    {
    }

    private static CandidateFinder NewFinder(DedupOptions options) => new(options);

    private int RemoveAll(IEnumerable<Article> articles)
    {
        string[] ids = [.. articles.Select(static article => article.Id)];
        Array.ForEach(ids, id => RemoveArticle(id));
        return ids.Length;
    }

    private void File(int family)
    {
        filed.Add(family);
        finder.Add(families[family].Signed!);
    }

    /// <summary>Files what is left, so that removed articles take no places in buckets and no memory.</summary>
    private void FileAnew()
    {
        int[] left = [.. filed.Where(family => families[family].Signed is not null)];
        finder = NewFinder(options);
        filed = new List<int>(left.Length);
        emptyFamilies = 0;
        Array.ForEach(left, File);
    }

    private readonly record struct Entry(long Order, int Family);

    /// <param name="signed">What the finder knows of its articles.</param>
    private sealed class Family(SignedArticle signed)
    {
        /// <summary>Null once the last article is removed.</summary>
        internal SignedArticle? Signed { get; set; } = signed;

        internal List<Article> Members { get; } = new(1);
    }

    private sealed class Lookup(MemoryContents contents, DedupOptions options) : IndexLookup
    {
        private readonly CandidateFinder.Scratch scratch = new(options);

        internal override IEnumerable<int> FamiliesOf(ContentHash content) => contents.byContent.TryGetValue(content, out List<int>? alike) ? alike : [];

        internal override IEnumerable<Article> MembersOf(int family) => contents.families[family].Members;

        internal override int TokenCountOf(int family) => contents.families[family].Signed!.TokenCount;

        internal override void FindCandidates(SignedArticle article, List<int> candidates)
        {
            contents.finder.Find(article, contents.finder.Count, scratch, candidates);
            for (int i = 0; i < candidates.Count; i++)
            {
                candidates[i] = contents.filed[candidates[i]];
            }

            candidates.RemoveAll(IsEmpty);
        }

        internal override void FindCarriers(ulong hash, List<int> carriers)
        {
            contents.finder.FindCarriers(hash, carriers);
            for (int i = 0; i < carriers.Count; i++)
            {
                carriers[i] = contents.filed[carriers[i]];
            }

            carriers.RemoveAll(IsEmpty);
        }

        internal override bool IsWorthComparing(int x, int y) =>
            contents.finder.IsWorthComparing(contents.families[x].Signed!, contents.families[y].Signed!, scratch);

        private bool IsEmpty(int family) => contents.families[family].Signed is null;
    }
}
