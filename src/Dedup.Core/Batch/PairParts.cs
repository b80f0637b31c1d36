using Dedup.Verification;

namespace Dedup.Batch;

/// <summary>The verdicts on the pairs of one phase, loaded and saved in parts. A part is saved by the thread that finishes it.</summary>
internal sealed class PairParts
{
    private readonly CheckpointParts parts;
    private readonly (Article Left, Article Right)[] pairs;
    private readonly Verdict[] verdicts;

    internal PairParts(ICheckpointStore store, string name, (Article, Article)[] pairs, int perPart)
    {
        this.pairs = pairs;
        parts = new CheckpointParts(store, name, pairs.Length, perPart);
        verdicts = new Verdict[pairs.Length];
        for (int part = 0; part < parts.Count; part++)
        {
            parts.Load(part, content => TryRead(content, part));
        }
    }

    /// <summary>Whether nothing is left to do.</summary>
    internal bool AreComplete => parts.AreAllLoaded;

    /// <summary>The verdict on a pair: loaded, or computed now. Each pair is asked for once, on any thread.</summary>
    internal Verdict GetOrCompute(int pair, Func<int, Verdict> compute)
    {
        if (parts.IsLoaded(pair))
        {
            return verdicts[pair];
        }

        Verdict verdict = verdicts[pair] = compute(pair);
        if (parts.Finish(pair))
        {
            int part = parts.PartOf(pair);
            parts.Save(part, Write(part));
        }

        return verdict;
    }

    private byte[] Write(int part)
    {
        using MemoryStream content = new();
        using (BinaryWriter writer = new(content))
        {
            (int start, int end) = parts.ItemsOf(part);
            for (int pair = start; pair < end; pair++)
            {
                Write(writer, pairs[pair], verdicts[pair]);
            }
        }

        return content.ToArray();
    }

    private bool TryRead(byte[] content, int part)
    {
        using BinaryReader reader = new(new MemoryStream(content));
        try
        {
            (int start, int end) = parts.ItemsOf(part);
            for (int pair = start; pair < end; pair++)
            {
                verdicts[pair] = Read(reader, pairs[pair]);
            }

            return reader.BaseStream.Position == content.Length;
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException)
        {
            return false;
        }
    }

    private static void Write(BinaryWriter writer, (Article Left, Article Right) articles, Verdict verdict)
    {
        DuplicatePair? pair = verdict.Pair;

        // The relation tells whether there is more; the ids are there to be checked.
        writer.Write(articles.Left.Id);
        writer.Write(articles.Right.Id);
        writer.Write((byte)(pair?.Relation ?? DuplicateRelation.None));
        if (pair is null)
        {
            return;
        }

        writer.Write(verdict.IsCleared);
        writer.Write(string.Equals(pair.Left, articles.Left.Id, StringComparison.Ordinal));
        writer.Write(pair.Jaccard);
        writer.Write(pair.LeftInRight);
        writer.Write(pair.RightInLeft);
        writer.Write(pair.LeftAligned);
        writer.Write(pair.RightAligned);
        writer.Write(pair.SharedShingles);
        writer.Write(pair.ShingleWidth);
        writer.Write(pair.TitleSimilarity ?? double.NaN);
        writer.Write(pair.SameSource);
        writer.Write(pair.SharesFrame);
        FactAgreement facts = pair.Facts;
        foreach (int count in (ReadOnlySpan<int>)[facts.Aligned, facts.Spanned, facts.LongestPassage, facts.EqualNumbers, facts.ReplacedNumbers, facts.MissingNumbers, facts.ReplacedPlaces, facts.OtherPlaces])
        {
            writer.Write(count);
        }

        writer.Write(facts.Tokens);
        writer.Write(pair.Passages.Count);
        foreach (Passage passage in pair.Passages)
        {
            foreach (int count in (ReadOnlySpan<int>)[passage.LeftStart, passage.LeftLength, passage.RightStart, passage.RightLength, passage.SharedTokens])
            {
                writer.Write(count);
            }
        }
    }

    private static Verdict Read(BinaryReader reader, (Article Left, Article Right) articles)
    {
        if (!string.Equals(reader.ReadString(), articles.Left.Id, StringComparison.Ordinal) || !string.Equals(reader.ReadString(), articles.Right.Id, StringComparison.Ordinal))
        {
            throw new InvalidDataException("The part is of other pairs.");
        }

        DuplicateRelation relation = (DuplicateRelation)reader.ReadByte();
        if (relation == DuplicateRelation.None)
        {
            return default;
        }

        bool isCleared = reader.ReadBoolean();
        (string left, string right) = reader.ReadBoolean() ? (articles.Left.Id, articles.Right.Id) : (articles.Right.Id, articles.Left.Id);
        DuplicatePair pair = new()
        {
            Left = left,
            Right = right,
            Relation = relation,
            Jaccard = reader.ReadDouble(),
            LeftInRight = reader.ReadDouble(),
            RightInLeft = reader.ReadDouble(),
            LeftAligned = reader.ReadDouble(),
            RightAligned = reader.ReadDouble(),
            SharedShingles = reader.ReadInt32(),
            ShingleWidth = reader.ReadInt32(),
            TitleSimilarity = reader.ReadDouble() is var title && double.IsNaN(title) ? null : title,
            SameSource = reader.ReadBoolean(),
            SharesFrame = reader.ReadBoolean(),
            Facts = new FactAgreement(
                reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble()),
        };
        int passages = reader.ReadInt32();
        return new Verdict(passages == 0 ? pair : pair with { Passages = ReadPassages(reader, passages) }, isCleared);
    }

    private static Passage[] ReadPassages(BinaryReader reader, int count)
    {
        // The parts are checked by the store; this bounds what a wrong count could ask for all the same.
        if (count < 0 || count > (reader.BaseStream.Length - reader.BaseStream.Position) / (5 * sizeof(int)))
        {
            throw new InvalidDataException("The part is cut short.");
        }

        Passage[] passages = new Passage[count];
        for (int i = 0; i < count; i++)
        {
            passages[i] = new Passage(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        }

        return passages;
    }

    /// <summary>What is known of a pair.</summary>
    /// <param name="Pair">How the two relate; null when in no way that is looked for.</param>
    /// <param name="IsCleared">Whether it stays whatever the frequencies of its shingles are.</param>
    internal readonly record struct Verdict(DuplicatePair? Pair, bool IsCleared);
}
