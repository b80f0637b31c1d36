namespace Dedup.Bench.Data;

/// <summary>A text that is written again and again with other names and numbers in it: a market report, a pension order. Immutable.</summary>
internal sealed class FormLetter
{
    private const string Slot = "";
    private readonly string[] words;

    /// <param name="length">Its words.</param>
    /// <param name="slotEvery">A name or number stands after about that many words.</param>
    /// <param name="writer">Writes the words that never change.</param>
    internal FormLetter(int length, int slotEvery, NewsWriter writer) =>
        words = [.. Enumerable.Range(0, length).Select(i => i % slotEvery == slotEvery / 2 ? Slot : writer.Word())];

    /// <summary>The form with facts of its own: names and numbers take turns.</summary>
    internal string Fill(NewsWriter facts)
    {
        bool name = true;
        string[] filled = [.. words.Select(word => word != Slot ? word : (name = !name) ? facts.Name() : facts.Number())];

        // Sentences of equal length, so that copies of one form break at the same words.
        return string.Concat(filled.Select((word, i) => word + (i % 14 == 13 || i == filled.Length - 1 ? ". " : " ")));
    }
}
