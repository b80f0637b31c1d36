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

    /// <summary>Gives the place of an article away, to be taken before any other: it is still near the processor.</summary>
    internal void Forget(Article article) => (article.TextLength <= MostUsualLength ? usual : longer).Forget(article);

    private sealed class Ring(Shingler shingler, int places)
    {
        private readonly Article?[] articles = new Article?[places];
        private readonly ShingledText?[] texts = new ShingledText?[places];
        private readonly Stack<int> free = new(Enumerable.Range(0, places).Reverse());
        private int next;

        internal ShingledText Load(Article article, ShingledText? keep)
        {
            if (PlaceOf(article) is >= 0 and int held)
            {
                return texts[held]!;
            }

            // Without its article first, so that a load that fails leaves nothing half done under a name.
            int place = free.Count > 0 ? free.Peek() : Oldest(keep);
            articles[place] = null;
            ShingledText text = texts[place] ??= new ShingledText(shingler);
            text.Load(article);
            articles[place] = article;
            free.TryPop(out _);
            return text;
        }

        internal void Forget(Article article)
        {
            if (PlaceOf(article) is >= 0 and int place)
            {
                articles[place] = null;
                free.Push(place);
            }
        }

        private int PlaceOf(Article article)
        {
            for (int place = 0; place < articles.Length; place++)
            {
                if (ReferenceEquals(articles[place], article))
                {
                    return place;
                }
            }

            return -1;
        }

        /// <summary>The place whose turn it is, but for that of the text to keep.</summary>
        private int Oldest(ShingledText? keep)
        {
            int place = next;
            next = (next + 1) % texts.Length;
            return keep is not null && ReferenceEquals(texts[place], keep) ? Oldest(keep: null) : place;
        }
    }
}
