using System.Globalization;
using System.Text;
using Dedup.Candidates;
using Dedup.Signatures;
using Dedup.Text;

namespace Dedup.Storage;

/// <summary>Options as text, one setting a line, as an index stores them. Only those that decide what is stored or answered; the others may change from one opening to the next.</summary>
internal static class StoredOptions
{
    private const string TokensName = "Tokenizer.Version";
    private const string SketchName = "Index.Sketch";

    // In this order for ever; new settings go to the end, and an index without them has their defaults.
    private static readonly Setting[] Settings =
    [
        new("Detect", static o => Whole((int)o.Detect), static (o, v) => o with { Detect = (Detect)Whole(v) }),
        new("Shingling.Width", static o => Whole(o.Shingling.Width), static (o, v) => o with { Shingling = o.Shingling with { Width = Whole(v) } }),
        new("Shingling.HanWidth", static o => Whole(o.Shingling.HanWidth), static (o, v) => o with { Shingling = o.Shingling with { HanWidth = Whole(v) } }),
        new("Shingling.LetterWidth", static o => Whole(o.Shingling.LetterWidth), static (o, v) => o with { Shingling = o.Shingling with { LetterWidth = Whole(v) } }),
        new("MinHash.Components", static o => Whole(o.MinHash.Components), static (o, v) => o with { MinHash = o.MinHash with { Components = Whole(v) } }),
        new("MinHash.Seed", static o => o.MinHash.Seed.ToString(CultureInfo.InvariantCulture), static (o, v) => o with { MinHash = o.MinHash with { Seed = ulong.Parse(v, CultureInfo.InvariantCulture) } }),
        new("MinHash.Version", static o => Whole((int)o.MinHash.Version), static (o, v) => o with { MinHash = o.MinHash with { Version = (Signatures.MinHashVersion)Whole(v) } }),
        new("Sketch.Scale", static o => Whole(o.Sketch.Scale), static (o, v) => o with { Sketch = o.Sketch with { Scale = Whole(v) } }),
        new("Sketch.Floor", static o => Whole(o.Sketch.Floor), static (o, v) => o with { Sketch = o.Sketch with { Floor = Whole(v) } }),
        new("Candidates.Banding", static o => Banding(CandidateFinder.BandingOf(o)), static (o, v) => o with { Candidates = o.Candidates with { Banding = Banding(v) } }),
        new("Candidates.SharedHashes", static o => Whole(o.Candidates.SharedHashes), static (o, v) => o with { Candidates = o.Candidates with { SharedHashes = Whole(v) } }),
        new("Candidates.BucketLimit", static o => Whole(o.Candidates.BucketLimit), static (o, v) => o with { Candidates = o.Candidates with { BucketLimit = Whole(v) } }),
        new("Verification.JaccardThreshold", static o => Real(o.Verification.JaccardThreshold), static (o, v) => o with { Verification = o.Verification with { JaccardThreshold = Real(v) } }),
        new("Verification.ContainmentThreshold", static o => Real(o.Verification.ContainmentThreshold), static (o, v) => o with { Verification = o.Verification with { ContainmentThreshold = Real(v) } }),
        new("Verification.AlignWords", static o => Whole(o.Verification.AlignWords ? 1 : 0), static (o, v) => o with { Verification = o.Verification with { AlignWords = Whole(v) != 0 } }),
        new("Verification.PassageTokens", static o => Whole(o.Verification.PassageTokens), static (o, v) => o with { Verification = o.Verification with { PassageTokens = Whole(v) } }),
        new("Verification.PassageGapTokens", static o => Whole(o.Verification.PassageGapTokens), static (o, v) => o with { Verification = o.Verification with { PassageGapTokens = Whole(v) } }),
        new("Verification.ShortTextTokens", static o => Whole(o.Verification.ShortTextTokens), static (o, v) => o with { Verification = o.Verification with { ShortTextTokens = Whole(v) } }),
        new("Verification.ShortTextSimilarity", static o => Real(o.Verification.ShortTextSimilarity), static (o, v) => o with { Verification = o.Verification with { ShortTextSimilarity = Real(v) } }),
        new("Verification.PairsPerFamily", static o => Whole(o.Verification.PairsPerFamily), static (o, v) => o with { Verification = o.Verification with { PairsPerFamily = Whole(v) } }),
        new("Verification.TemplateArticles", static o => Whole(o.Verification.TemplateArticles), static (o, v) => o with { Verification = o.Verification with { TemplateArticles = Whole(v) } }),
        new("Verification.PassageArticles", static o => Whole(o.Verification.PassageArticles), static (o, v) => o with { Verification = o.Verification with { PassageArticles = Whole(v) } }),
    ];

    /// <summary>The options as they are stored; banding and sketch as they were chosen, so that another choice in a later version changes no index.</summary>
    internal static string Write(DedupOptions options)
    {
        StringBuilder text = new();
        PositionalSketchOptions sketch = SketchPlan.ForIndex(options);
        text.Append(CultureInfo.InvariantCulture, $"{TokensName}={Tokenizer.Version}\n{SketchName}={sketch.Scale}/{sketch.Floor}/{sketch.AnchorWindow}\n");
        foreach (Setting setting in Settings)
        {
            text.Append(setting.Name).Append('=').Append(setting.Read(options)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The options that were stored.</summary>
    /// <param name="text">As <see cref="Write"/> made it.</param>
    /// <param name="path">The index, for messages.</param>
    /// <exception cref="NotSupportedException">Another version of the library cut its articles into other tokens, or has settings that this one does not know.</exception>
    /// <exception cref="InvalidDataException">A line makes no sense.</exception>
    internal static DedupOptions Read(string text, string path)
    {
        DedupOptions options = new();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = line.Split('=')[0];
            string value = line[Math.Min(line.Length, name.Length + 1)..];
            if (Same(name, TokensName))
            {
                if (!Same(value, Whole(Tokenizer.Version)))
                {
                    throw new NotSupportedException($"{path}: the index was made with version {value} of the tokenizer; this version of Dedup has {Tokenizer.Version}. Make the index anew from its articles.");
                }

                continue;
            }

            if (Same(name, SketchName))
            {
                ReadSketch(text);
                continue;
            }

            Setting setting = Array.Find(Settings, known => Same(known.Name, name))
                ?? throw new NotSupportedException($"{path}: the index has a setting {name}, which this version of Dedup does not know. Use a newer one.");
            try
            {
                options = setting.With(options, value);
            }
            catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
            {
                throw new InvalidDataException($"{path}: the setting {name} cannot be \"{value}\".", exception);
            }
        }

        return options;
    }

    /// <summary>How the sketches of the index are drawn.</summary>
    /// <param name="text">As <see cref="Write"/> made it.</param>
    /// <exception cref="InvalidDataException">It does not say.</exception>
    internal static PositionalSketchOptions ReadSketch(string text)
    {
        string? line = Array.Find(text.Split('\n'), static line => line.StartsWith(SketchName + "=", StringComparison.Ordinal));
        string[] parts = line is null ? [] : line[(SketchName.Length + 1)..].Split('/');
        try
        {
            return parts.Length == 3
                ? new PositionalSketchOptions { Scale = Whole(parts[0]), Floor = Whole(parts[1]), AnchorWindow = Whole(parts[2]) }
                : throw new InvalidDataException($"The options of an index do not say how its sketches are drawn: \"{line}\".");
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"Sketches cannot be drawn as the options of an index say: \"{line}\".", exception);
        }
    }

    /// <summary>Refuses options other than those of an index, and says which one differs.</summary>
    /// <exception cref="ArgumentException">One differs.</exception>
    internal static void CheckEqual(DedupOptions stored, DedupOptions wanted, string path)
    {
        foreach (Setting setting in Settings)
        {
            if (!Same(setting.Read(stored), setting.Read(wanted)))
            {
                throw new ArgumentException(
                    $"The index {path} was made with {setting.Name} {setting.Read(stored)}, not {setting.Read(wanted)}: open it without options, or make another one with these.", nameof(wanted));
            }
        }
    }

    private static bool Same(string x, string y) => string.Equals(x, y, StringComparison.Ordinal);

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static int Whole(string value) => int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static string Real(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Real(string value) => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Banding(LshBanding banding) => string.Create(CultureInfo.InvariantCulture, $"{banding.Bands}x{banding.Rows}");

    private static LshBanding Banding(string value)
    {
        string[] parts = value.Split('x');
        return new LshBanding(Whole(parts[0]), Whole(parts[1]));
    }

    private sealed record Setting(string Name, Func<DedupOptions, string> Read, Func<DedupOptions, string, DedupOptions> With);
}
