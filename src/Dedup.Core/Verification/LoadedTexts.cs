using Dedup.Shingling;

namespace Dedup.Verification;

/// <summary>The texts that were compared last, with their tokens and tables: pairs come in the order of one of their articles, and the others come back. One thread at a time.</summary>
/// <remarks>Up to 64 texts of usual length, about 10 MB when all are that long, and six longer ones.</remarks>
internal sealed class LoadedTexts(Shingler shingler)
{
    /// <summary>In UTF-16 units.</summary>
    private const int MostUsualLength = 1 << 14;
    private readonly Ring usual = new(shingler, places: 64);
    private readonly Ring longer = new(shingler, places: 6);

    /// <summary>The text of an article, made anew unless it is among the last ones; never in the place of <paramref name="keep"/>.</summary>
    internal ShingledText Load(Article article, ShingledText? keep) => (article.TextLength <= MostUsualLength ? usual : longer).Load(article, keep);

    private sealed class Ring(Shingler shingler, int places)
    {
        private readonly Article?[] articles = new Article?[places];
        private readonly ShingledText?[] texts = new ShingledText?[places];
        private int next;

        internal ShingledText Load(Article article, ShingledText? keep)
        {
            for (int i = 0; i < articles.Length; i++)
            {
                if (ReferenceEquals(articles[i], article))
                {
                    return texts[i]!;
                }
            }

            if (keep is not null && ReferenceEquals(texts[next], keep))
            {
                next = (next + 1) % texts.Length;
            }

            // Without its article first, so that a load that fails leaves nothing half done under a name.
            articles[next] = null;
            ShingledText text = texts[next] ??= new ShingledText(shingler);
            text.Load(article.Text);
            articles[next] = article;
            next = (next + 1) % texts.Length;
            return text;
        }
    }
}
