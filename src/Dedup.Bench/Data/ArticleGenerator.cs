using System.Text;

namespace Dedup.Bench.Data;

/// <summary>
/// English-like articles from a seed: pronounceable words in sentences and paragraphs, used as often as words of English are (Zipf's law).
/// </summary>
/// <remarks>
/// Made up, so that a benchmark needs no data set; but word length, punctuation and repetition are like those of news, because the cost of signing depends on
/// them.
/// </remarks>
internal sealed class ArticleGenerator
{
    private const int VocabularySize = 20_000;

    /// <summary>The short words that make up nearly half of English text; the rest are drawn from syllables.</summary>
    private static readonly string[] FunctionWords = (
        "the of to and a in that is was it for on with he as by at from his an be this which are or had were but not have one her "
        + "been she who will its").Split(' ');

    private static readonly string[] Onsets = "b c ch d f g h j k l m n p pr qu r s sh st str t tr v w".Split(' ');
    private static readonly string[] Vowels = "a e i o u ai ea ou".Split(' ');
    private static readonly string[] Codas = " n r s t l m nd st ck".Split(' ');

    private static readonly string[] Vocabulary = MakeVocabulary();

    private readonly SeededNumbers numbers;

    internal ArticleGenerator(ulong seed) => numbers = new SeededNumbers(seed);

    /// <summary>That many words, each a token; no punctuation yet.</summary>
    internal string[] Words(int count)
    {
        var words = new string[count];
        for (int i = 0; i < count; i++)
        {
            // Rank by inverse transform of the density 1/x: Zipf's law with exponent 1.
            int rank = (int)Math.Pow(VocabularySize, numbers.Share()) - 1;
            words[i] = Vocabulary[rank];
        }

        return words;
    }

    /// <summary>Sentences of 6 to 26 words, paragraphs of 2 to 5 sentences, a comma here and there.</summary>
    internal string Write(IReadOnlyList<string> words)
    {
        var text = new StringBuilder(words.Count * 7);
        int inSentence = 0;
        int sentencesLeft = 2 + numbers.Below(4);
        int sentenceLength = 6 + numbers.Below(21);
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            text.Append(inSentence == 0 ? $"{char.ToUpperInvariant(word[0])}{word[1..]}" : word);
            inSentence++;
            if (inSentence < sentenceLength && i + 1 < words.Count)
            {
                text.Append(numbers.Below(12) == 0 ? ", " : " ");
                continue;
            }

            sentencesLeft--;
            text.Append(sentencesLeft == 0 ? ".\n\n" : ". ");
            sentencesLeft = sentencesLeft == 0 ? 2 + numbers.Below(4) : sentencesLeft;
            inSentence = 0;
            sentenceLength = 6 + numbers.Below(21);
        }

        return text.ToString();
    }

    /// <summary>An article of that many words.</summary>
    internal string Article(int words) => Write(Words(words));

    private static string[] MakeVocabulary()
    {
        // A fixed seed of its own: all generators write the same language.
        var numbers = new SeededNumbers(0x566F636162756C61);
        var seen = new HashSet<string>(FunctionWords, StringComparer.Ordinal);
        var vocabulary = new List<string>(FunctionWords);
        while (vocabulary.Count < VocabularySize)
        {
            var word = new StringBuilder();
            for (int syllables = 1 + numbers.Below(4); syllables > 0; syllables--)
            {
                word.Append(Pick(Onsets)).Append(Pick(Vowels)).Append(Pick(Codas));
            }

            if (seen.Add(word.ToString()))
            {
                vocabulary.Add(word.ToString());
            }
        }

        return [.. vocabulary];

        string Pick(string[] from) => from[numbers.Below(from.Length)];
    }
}
