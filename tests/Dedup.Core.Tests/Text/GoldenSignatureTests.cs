using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Signatures;
using Dedup.Text;
using Dedup.Verification;
using NUnit.Framework;

namespace Dedup.Core.Tests.Text;

/// <summary>
/// The signatures of <see cref="ScriptTexts"/>, pinned in a file: what a text is signed with must not change with the runtime, the culture, the instruction set or the encoding. The
/// continuous integration runs these tests on .NET 8 and 10, with and without globalisation data, and with each instruction set switched off.
/// </summary>
/// <remarks>Run with <c>DEDUP_WRITE_GOLDEN=1</c> to write the file anew after a change that is meant; it then needs a line in the changelog, because stored signatures are no longer valid.</remarks>
public sealed class GoldenSignatureTests
{
    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "Dedup.Core.Tests", "Text", "golden-signatures.tsv");
    private static readonly string GoldenWords = Path.Combine(Repository.Root, "tests", "Dedup.Core.Tests", "Text", "golden-word-signatures.tsv");

    [TestCase(""), TestCase("tr-TR"), TestCase("de-DE"), TestCase("th-TH"), TestCase("ar-SA")]
    public void Signatures_OfEveryScript_AreThoseOfTheGoldenFile(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = GetCulture(culture);
            string[] lines = [.. ScriptTexts.All.Select(entry => Line(entry.Name, entry.Text))];
            if (Environment.GetEnvironmentVariable("DEDUP_WRITE_GOLDEN") == "1")
            {
                File.WriteAllText(Golden, "script\ttokens\tfirst components\tSHA-256 of tokens, signature and sketch\n" + string.Join('\n', lines) + "\n");
            }

            Assert.That(lines, Is.EqualTo(File.ReadAllLines(Golden).Skip(1)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>What an index stores of a short text: a signature of its words, and of scripts without spaces of its pairs of characters.</summary>
    [Test]
    public void WordSignatures_OfEveryScript_AreThoseOfTheGoldenFile()
    {
        ArticleSigner signer = new(new Shingler(), new MinHash(), new PositionalSketchOptions(), new VerificationOptions().ShortTextTokens);
        string[] lines = [.. ScriptTexts.All.Select(entry => WordLine(signer, entry.Name, entry.Text))];
        if (Environment.GetEnvironmentVariable("DEDUP_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(GoldenWords, "script\ttokens\tfirst components\tSHA-256 of the signature of its words\n" + string.Join('\n', lines) + "\n");
        }

        Assert.That(lines, Is.EqualTo(File.ReadAllLines(GoldenWords).Skip(1)));
    }

    private static string WordLine(ArticleSigner signer, string name, string text)
    {
        const int MostTokens = 20;
        TokenList tokens = new();
        Tokenizer.Tokenize(text, tokens);
        int count = Math.Min(MostTokens, tokens.Count);
        uint[] signature = signer.Sign(text[..tokens.Ends[count - 1]]).WordSignature!;
        string components = string.Join(' ', signature.Take(4).Select(component => component.ToString("X8", CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"{name}\t{count}\t{components}\t{Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<uint>(signature)))}");
    }

    private static CultureInfo GetCulture(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            Assert.Ignore($"Skipped: this process runs without globalisation data, so there is no {name}.");
            throw;
        }
    }

    private static string Line(string name, string text)
    {
        TokenList fromChars = new();
        Tokenizer.Tokenize(text, fromChars);
        TokenList fromBytes = new();
        Tokenizer.Tokenize(Encoding.UTF8.GetBytes(text), fromBytes);
        Assert.That(fromBytes.Hashes.ToArray(), Is.EqualTo(fromChars.Hashes.ToArray()), name);

        ulong[] shingles = new Shingler().ComputeShingles(fromChars.Hashes);
        uint[] signature = new MinHash().ComputeSignature(shingles);
        PositionalSketch sketch = PositionalSketch.Compute(shingles);

        using IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(MemoryMarshal.AsBytes(fromChars.Hashes));
        digest.AppendData(MemoryMarshal.AsBytes<uint>(signature));
        digest.AppendData(MemoryMarshal.AsBytes(sketch.Hashes));
        string components = string.Join(' ', signature.Take(4).Select(component => component.ToString("X8", CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"{name}\t{fromChars.Count}\t{components}\t{Convert.ToHexString(digest.GetHashAndReset())}");
    }
}
