using System.Text;
using Dedup.Core.Tests.Data;

namespace Dedup.Core.Tests.Text;

/// <summary>Texts that are hard to tokenize: scripts mixed inside words, piles of marks, ligatures, damage.</summary>
internal static class RandomUnicode
{
    /// <summary>Ranges where something happens; drawn evenly, so that small ones are as frequent as large ones.</summary>
    private static readonly (int First, int Last)[] Ranges =
    [
        (0x20, 0x7E), (0x30, 0x39), (0x61, 0x7A), (0xA0, 0x17F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x591, 0x5F4), (0x600, 0x6FF), (0x900, 0x97F), (0x980, 0x9FF),
        (0xB80, 0xBFF), (0xC00, 0xC7F), (0xE01, 0xE59), (0xE81, 0xEDF), (0xF00, 0xFBC), (0x1000, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17F9), (0x1E00, 0x1FFE), (0x200B, 0x206F),
        (0x2100, 0x218B), (0x2460, 0x24FF), (0x3005, 0x3007), (0x3041, 0x30FF), (0x3099, 0x309E), (0x3131, 0x33FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
        (0xFB00, 0xFDFF), (0xFE00, 0xFE0F), (0xFF01, 0xFFEE), (0xFFFD, 0xFFFD), (0x10400, 0x1044F), (0x1D400, 0x1D7FF), (0x1F300, 0x1F6FF), (0x20000, 0x2A6DF), (0x2F800, 0x2FA1D),
        (0xE0100, 0xE01EF),
    ];

    /// <param name="random">Where the choices come from.</param>
    /// <param name="length">Code points.</param>
    /// <param name="wellFormed">Whether lone surrogates are left out.</param>
    public static string Text(Seeded random, int length, bool wellFormed = false)
    {
        StringBuilder text = new();
        (int First, int Last) range = Ranges[random.Below(Ranges.Length)];
        for (int i = 0; i < length; i++)
        {
            int choice = random.Below(12);
            if (choice == 0)
            {
                text.Append(' ');
            }
            else if (choice == 1 && !wellFormed)
            {
                text.Append((char)(0xD800 + random.Below(0x800)));
            }
            else
            {
                // Mostly from one script, so that its marks meet its letters.
                if (choice < 6)
                {
                    range = Ranges[random.Below(Ranges.Length)];
                }

                text.Append(char.ConvertFromUtf32(range.First + random.Below(range.Last - range.First + 1)));
            }
        }

        return text.ToString();
    }

    /// <summary>A text as people write them: words of one to three ranges, and now and then something of another.</summary>
    /// <param name="random">Where the choices come from.</param>
    /// <param name="length">Code points.</param>
    public static string OfFewScripts(Seeded random, int length)
    {
        (int First, int Last)[] own = [.. Enumerable.Range(0, 1 + random.Below(3)).Select(_ => Ranges[random.Below(Ranges.Length)])];
        int seldom = 20 << random.Below(6);
        StringBuilder text = new();
        for (int i = 0; i < length; i++)
        {
            (int First, int Last) range = random.Below(seldom) == 0 ? Ranges[random.Below(Ranges.Length)] : own[random.Below(own.Length)];
            text.Append(random.Below(6) == 0 ? " " : char.ConvertFromUtf32(range.First + random.Below(range.Last - range.First + 1)));
        }

        return text.ToString();
    }
}
