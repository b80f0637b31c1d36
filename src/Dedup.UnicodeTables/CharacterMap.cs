using Dedup.Text;

namespace Dedup.UnicodeTables;

/// <summary>What the table says of every code point, in the form that Core reads: see <c>CharacterTable</c> there for the layout.</summary>
internal sealed class CharacterMap
{
    private const int ClassShift = 21;
    private const int KindShift = 24;
    private const int OrderShift = 26;
    private const int MostOrders = 63;
    private const int FewestOfADelta = 24;

    private readonly List<int> expansions = [];
    private readonly Dictionary<string, int> offsetOfExpansion = new(StringComparer.Ordinal);

    private CharacterMap()
    {
    }

    /// <summary>For each code point its class, kind and mark order as the upper bits of an entry, and what to add to it for the lower ones.</summary>
    internal (uint Traits, int Delta)[] Entries { get; } = new (uint, int)[UnicodeDatabase.CodePoints];

    /// <summary>Code points of the Basic Multilingual Plane that become another one at a distance that is rare, or an expansion at an offset. Their delta above is 0.</summary>
    internal List<(int From, int To)> Moves { get; } = [];

    /// <summary>For each expansion its length, then its code points.</summary>
    internal IReadOnlyList<int> Expansions => expansions;

    internal static CharacterMap Build(UnicodeDatabase database, HanVariants variants)
    {
        var map = new CharacterMap();
        var rules = new CharacterRules(database, variants);
        int[][] normal = [.. Enumerable.Range(0, UnicodeDatabase.CodePoints).Select(rules.Normalise)];
        Dictionary<int, int> frequency = Enumerable.Range(0, normal.Length).Where(c => normal[c].Length == 1).CountBy(c => normal[c][0] - c).ToDictionary();
        byte[] orders = [.. database.CombiningClass.Where(order => order > 0).Distinct().Order()];

        for (int c = 0; c < normal.Length; c++)
        {
            int[] parts = normal[c];
            if (parts.Length == 0)
            {
                map.Entries[c] = (Traits(CharacterClass.Ignored), 0);
            }
            else if (parts.Length == 1 && (Math.Max(c, parts[0]) <= char.MaxValue || frequency[parts[0] - c] >= FewestOfADelta))
            {
                int to = parts[0];
                bool isRare = frequency[to - c] < FewestOfADelta;
                map.Entries[c] = (Traits(rules.Classify(to), rules.KindOf(to), Order(to)), isRare ? 0 : to - c);
                if (isRare)
                {
                    map.Moves.Add((c, to));
                }
            }
            else
            {
                int offset = map.OffsetOf(parts);
                bool isBasic = c <= char.MaxValue && offset <= char.MaxValue;
                map.Entries[c] = (Traits(CharacterClass.Expansion), isBasic ? 0 : offset - c);
                if (isBasic)
                {
                    map.Moves.Add((c, offset));
                }
            }
        }

        return map;

        int Order(int codePoint)
        {
            int order = Array.IndexOf(orders, database.CombiningClass[codePoint]) + 1;
            return order <= MostOrders ? order : throw new InvalidDataException($"More than {MostOrders} combining classes.");
        }
    }

    private static uint Traits(CharacterClass characterClass, TokenKind kind = TokenKind.Word, int order = 0) =>
        ((uint)characterClass << ClassShift) | ((uint)kind << KindShift) | ((uint)order << OrderShift);

    private int OffsetOf(int[] parts)
    {
        string key = string.Join(' ', parts);
        if (!offsetOfExpansion.TryGetValue(key, out int offset))
        {
            offset = expansions.Count;
            offsetOfExpansion.Add(key, offset);
            expansions.Add(parts.Length);
            expansions.AddRange(parts);
        }

        return offset;
    }
}
