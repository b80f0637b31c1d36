namespace Dedup.Core.Tests.Data;

/// <summary>What many articles share without repeating each other, and what looks like it but does.</summary>
internal static class Forms
{
    /// <summary>
    /// A ferry notice: one form, other boat, yard and figures; two of them have a Jaccard similarity of about 0.6. As many names as figures differ, so that only others of its kind show that
    /// it is a form.
    /// </summary>
    public static string Notice(int i) =>
        $"The harbour office gives notice that the ferry {Texts.Word(i + 4000)} will be taken out of service for {11 + i} days from the first of the coming month, while her engine is looked "
        + $"over and her hull is painted at the yard of {Texts.Word(i + 7000)} on the northern shore. Travellers are asked to use the boats of the other line, which accept all tickets and passes of this one, and to allow more "
        + $"time for the crossing at weekends and on the eves of holidays. Last year {(37 * i) + 5} people crossed on her, with as many vehicles as the year before, and the fare for grown travellers stays at "
        + "what it was when the last notice of this kind was given. Questions are answered at the office on the quay during the usual hours of business.";

    /// <summary>
    /// About sixty articles in which the rules pull apart: two forms, a header over short articles, a quoted statement, a story under the headers of its sites, edited versions and strangers.
    /// </summary>
    public static List<Article> Pile(ulong seed)
    {
        List<Article> articles = [];
        string header = Texts.Text(seed + 1, 130);
        string story = Texts.Text(seed + 2, 220);
        string statement = Texts.Text(seed + 3, 90);
        string[] words = Texts.Words(seed + 4, 160);
        for (int i = 0; i < 9; i++)
        {
            ulong own = (seed * 1000) + ((ulong)i * 10);
            articles.Add(new Article($"form-{i}", Notice(i)));
            articles.Add(new Article($"header-{i}", header + " " + Texts.Text(own + 1, 50)));
            articles.Add(new Article($"site-{i}", $"Site {i} of 2024-05-{i:D2}, page {i * 7}. {Texts.Text(own + 2, 30)} {story} Call 555-{i:D4}."));
            articles.Add(new Article($"version-{i}", string.Join(' ', Texts.Edit(words, own + 3, i))));
            articles.Add(new Article($"stranger-{i}", Texts.Text(own + 4, 120)));
            if (i < 3)
            {
                articles.Add(new Article($"again-{i}", "CORRECTED: " + Notice(i)));
                articles.Add(new Article($"page-{i}", $"{Texts.Text(own + 5, 300)} {string.Join(' ', words)} {Texts.Text(own + 6, 300)}"));
            }
        }

        for (int i = 0; i < 18; i++)
        {
            ulong own = (seed * 3000) + ((ulong)i * 10);
            articles.Add(new Article($"quote-{i:D2}", $"{Texts.Text(own + 7, 120)} {statement} {Texts.Text(own + 8, 120)}"));
        }

        return articles;
    }
}
