using Dedup.Shingling;

namespace Dedup.Verification;

/// <summary>Texts that were compared and will be again, with their tokens and tables. One thread at a time.</summary>
/// <remarks>Up to 64 texts of usual length, about 10 MB when all are that long and come again, and six longer ones. With more, less would be made anew, but what is held would no longer be near the processor.</remarks>
internal sealed class LoadedTexts(Shingler shingler)
{
    /// <summary>In UTF-16 units.</summary>
    private const int MostUsualLength = 1 << 14;
    private readonly Places usual = new(shingler, count: 64);
    private readonly Places longer = new(shingler, count: 6);

    /// <summary>The text of an article, made anew unless it is among those that are held; never in the place of <paramref name="keep"/>.</summary>
    internal ShingledText Load(Article article, ShingledText? keep) => PlacesFor(article).Load(article, keep);

    /// <summary>Says when the article loaded is asked about again: the one for which that is the longest time to come gives its place to another. Those of which nothing is said go before, the oldest first.</summary>
    /// <param name="article">The article.</param>
    /// <param name="turn">Its next turn; <see cref="int.MaxValue"/> for one that has none, whose place is taken before any other.</param>
    internal void Expect(Article article, int turn) => PlacesFor(article).Expect(article, turn);

    private Places PlacesFor(Article article) => article.TextLength <= MostUsualLength ? usual : longer;

    /// <summary>After Belady, "A study of replacement algorithms for a virtual-storage computer" (1966): what is needed last is replaced first.</summary>
    private sealed class Places(Shingler shingler, int count)
    {
        private const long Never = long.MaxValue;
        private readonly Article?[] articles = new Article?[count];
        private readonly ShingledText?[] texts = new ShingledText?[count];
        private readonly long[] turns = [.. Enumerable.Repeat(Never, count)];
        private int loads;

        internal ShingledText Load(Article article, ShingledText? keep)
        {
            if (PlaceOf(article) is >= 0 and int held)
            {
                return texts[held]!;
            }

            // Without its article first, so that a load that fails leaves nothing half done under a name.
            int place = Last(keep);
            articles[place] = null;
            turns[place] = Never;
            ShingledText text = texts[place] ??= new ShingledText(shingler);
            text.Load(article);
            articles[place] = article;
            turns[place] = Never - ++loads;
            return text;
        }

        internal void Expect(Article article, int turn)
        {
            if (PlaceOf(article) is >= 0 and int place)
            {
                // Its memory, still near the processor, is the first to be used again.
                articles[place] = turn == int.MaxValue ? null : article;
                turns[place] = turn == int.MaxValue ? Never : turn;
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

        /// <summary>The place whose article has its turn last, but for that of the text to keep.</summary>
        private int Last(ShingledText? keep)
        {
            int last = -1;
            for (int place = 0; place < turns.Length; place++)
            {
                if ((last < 0 || turns[place] > turns[last]) && (keep is null || !ReferenceEquals(texts[place], keep)))
                {
                    last = place;
                }
            }

            return last;
        }
    }
}
