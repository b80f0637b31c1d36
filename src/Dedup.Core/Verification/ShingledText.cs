using Dedup.Shingling;
using Dedup.Text;

namespace Dedup.Verification;

/// <summary>A text with all its tokens and shingles. Reusable scratch: one thread at a time.</summary>
/// <remarks>About 35 bytes per token while in use, and 30 more once the table is asked for. All is linear in the text.</remarks>
internal sealed class ShingledText(Shingler shingler)
{
    private const int NotCounted = -1;
    private readonly ShingleReader reader = new(shingler);
    private readonly ShingleTable table = new();
    private bool isTableFilled;
    private int distinctCount;
    private readonly TokenCounts tokenCounts = new();
    private bool areTokensCounted;

    internal TokenList Tokens => reader.Tokens;

    /// <summary>Where the tokens stand in the original text.</summary>
    internal TextPlaces Places => field ??= new TextPlaces(reader.Tokens);

    /// <summary>Where each distinct shingle stands; filled when first asked for.</summary>
    internal ShingleTable Table
    {
        get
        {
            if (!isTableFilled)
            {
                table.Fill(reader.Buffer, reader.Shingles.Length);
                isTableFilled = true;
            }

            return table;
        }
    }

    /// <summary>Whether it is known already how many distinct shingles the text has.</summary>
    internal bool IsCounted => isTableFilled || distinctCount != NotCounted;

    /// <summary>How many distinct shingles the text has; counted when first asked for, unless somebody has counted them.</summary>
    internal int DistinctCount
    {
        get => distinctCount != NotCounted ? distinctCount : Table.DistinctCount;
        set => distinctCount = value;
    }

    /// <summary>How much text it is, in quarters of a word.</summary>
    internal long Quarters => Tokens.Quarters;

    /// <summary>The shingle hashes in the order of the text.</summary>
    internal ReadOnlySpan<ulong> Shingles => reader.Shingles;

    /// <summary>How often each distinct token stands in the text; counted when first asked for.</summary>
    internal TokenCounts TokenCounts
    {
        get
        {
            if (!areTokensCounted)
            {
                tokenCounts.Count(Tokens.Hashes);
                areTokensCounted = true;
            }

            return tokenCounts;
        }
    }

    /// <summary>Takes in the text of an article, in the form in which it is kept; positions of <see cref="Tokens"/> count units of that form.</summary>
    internal void Load(Article article)
    {
        if (!Places.TryReadUtf8(article, out ReadOnlySpan<byte> utf8))
        {
            Load(article.Text);
            return;
        }

        reader.Read(utf8);
        Begin();
    }

    /// <summary>Takes in a text; positions of <see cref="Tokens"/> count UTF-16 units.</summary>
    internal void Load(string text)
    {
        Places.Read(text);
        reader.Read(text);
        Begin();
    }

    /// <summary>The first token that starts at or after a place in the text, in UTF-16 units.</summary>
    internal int FirstTokenAt(int start)
    {
        int first = 0;
        int end = Tokens.Count;
        while (first < end)
        {
            int middle = (first + end) / 2;
            (first, end) = Places.StartOf(middle) < start ? (middle + 1, end) : (first, middle);
        }

        return first;
    }

    private void Begin()
    {
        areTokensCounted = false;
        isTableFilled = false;
        distinctCount = NotCounted;
    }
}
