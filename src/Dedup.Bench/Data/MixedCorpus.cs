namespace Dedup.Bench.Data;

/// <summary>
/// One pile in which boilerplate and syndication look alike to a counter of frequencies: the same words stand in many articles either because a site prints them
/// on every page, or because many sites carry one story.
/// </summary>
/// <remarks>By articles: 40 % headed, 10 % forms, 25 % syndicated, 10 % wrapped and their pages, 15 % alone. The same for the same size.</remarks>
internal sealed class MixedCorpus
{
    private const int Sites = 200;

    /// <summary>Copies of each syndicated story, over and over. The last family is cut to the articles there are.</summary>
    private static readonly int[] FamilySizes = [200, 5, 10, 20, 50, 100];

    /// <summary>Words of the header and of the footer that each heavy site prints around its articles.</summary>
    private static readonly (int Header, int Footer)[] HeavySites = [(20, 0), (60, 0), (40, 40), (0, 120), (100, 60)];

    /// <summary>Words of each form, and after how many a fact stands.</summary>
    private static readonly (int Words, int SlotEvery)[] Forms = [(40, 5), (60, 8), (80, 12), (100, 16), (120, 24)];

    /// <summary>Words of each page template, half above and half below what it wraps.</summary>
    private static readonly int[] Templates = [60, 120, 200, 300];

    private readonly List<MixedArticle> articles = [];
    private readonly NewsWriter writer = new(seed: 41);
    private readonly TextEdits edits = new(seed: 42);
    private readonly SeededNumbers numbers = new(seed: 43);
    private int boilerplates;
    private int families;

    private MixedCorpus(int size)
    {
        AddHeaded(size * 40 / 100);
        AddForms(size * 10 / 100);
        AddSyndicated(size * 25 / 100);
        AddWrapped(size * 5 / 100);
        while (articles.Count < size)
        {
            articles.Add(new MixedArticle(writer.Article(Length(80, 800)), MixedKind.Alone, -1, -1));
        }
    }

    /// <summary>The articles of a corpus of that size, in an order that says nothing.</summary>
    internal static MixedArticle[] Make(int size)
    {
        var corpus = new MixedCorpus(size);
        MixedArticle[] shuffled = [.. corpus.articles];
        for (int i = shuffled.Length - 1; i > 0; i--)
        {
            int other = corpus.numbers.Below(i + 1);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }

        return shuffled;
    }

    private void AddHeaded(int count)
    {
        (string Header, string Footer)[] sites = [.. HeavySites.Select(site => (Article(site.Header), Article(site.Footer)))];
        for (int i = 0; i < count; i++)
        {
            (string header, string footer) = sites[i % sites.Length];
            articles.Add(new MixedArticle(header + writer.Article(Length(60, 600)) + footer, MixedKind.Headed, -1, boilerplates + (i % sites.Length)));
        }

        boilerplates += sites.Length;
    }

    private void AddForms(int count)
    {
        FormLetter[] forms = [.. Forms.Select(form => new FormLetter(form.Words, form.SlotEvery, writer))];
        for (int i = 0; i < count; i++)
        {
            articles.Add(new MixedArticle(forms[i % forms.Length].Fill(writer), MixedKind.Form, -1, boilerplates + (i % forms.Length)));
        }

        boilerplates += forms.Length;
    }

    /// <summary>
    /// A quarter of the copies has one word in a hundred changed. Headers are short beside the stories, so that exact similarity alone would find
    /// all but a few pairs in ten thousand.
    /// </summary>
    private void AddSyndicated(int count)
    {
        string[] headers = [.. Enumerable.Range(0, Sites).Select(_ => Article(Length(10, 40)))];
        int left = count;
        for (int family = 0; left >= 2; family++)
        {
            string story = writer.Article(Length(200, 600));
            int copies = Math.Min(left, FamilySizes[family % FamilySizes.Length]);
            int firstSite = numbers.Below(Sites);
            for (int copy = 0; copy < copies; copy++)
            {
                int site = (firstSite + copy) % Sites;
                string text = numbers.Below(4) == 0 ? edits.Replace(story, 0.01) : story;
                articles.Add(new MixedArticle(headers[site] + text, MixedKind.Syndicated, families, boilerplates + site));
            }

            families++;
            left -= copies;
        }

        boilerplates += Sites;
    }

    private void AddWrapped(int count)
    {
        (string Above, string Below)[] templates = [.. Templates.Select(words => (Article(words / 2), Article(words - (words / 2))))];
        for (int i = 0; i < count; i++)
        {
            (string above, string below) = templates[i % templates.Length];
            string text = writer.Article(Length(80, 400));
            articles.Add(new MixedArticle(text, MixedKind.Wrapped, families, -1));
            articles.Add(new MixedArticle($"{above}{text}{writer.Article(Length(20, 80))}{below}", MixedKind.Page, families, boilerplates + (i % templates.Length)));
            families++;
        }

        boilerplates += templates.Length;
    }

    private string Article(int words) => words == 0 ? string.Empty : writer.Article(words);

    /// <summary>Short ones are as many as long ones: the logarithm is uniform.</summary>
    private int Length(int least, int most) => (int)(least * Math.Pow((double)most / least, numbers.Share()));
}
