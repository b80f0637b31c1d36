using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Signatures;

public sealed class ArticleSignerTests
{
    [Test]
    public void Sign_ForAPile_GivesEachTextWhatItGetsAlone()
    {
        PositionalSketchOptions options = new() { AnchorWindow = 12 };
        string[] texts = [.. ScriptTexts.All.Select(static text => text.Text), .. Enumerable.Range(0, 300).Select(static i => Texts.Text((ulong)i, i * 7))];
        ArticleSigner forPile = new(new Shingler(), new MinHash(), options, shortTextWords: 24, forPile: true);
        SignedArticle[] signed = [.. texts.Select(forPile.Sign)];
        for (int i = 0; i < texts.Length; i++)
        {
            SignedArticle alone = new ArticleSigner(new Shingler(), new MinHash(), options, shortTextWords: 24).Sign(texts[i]);
            Assert.That(signed[i].Signature.ToArray(), Is.EqualTo(alone.Signature.ToArray()), texts[i]);
            Assert.That(signed[i].WordSignature, Is.EqualTo(alone.WordSignature), texts[i]);
            Assert.That(signed[i].Sketch is null, Is.EqualTo(alone.Sketch is null), texts[i]);
            Assert.That(signed[i].Sketch?.Bound, Is.EqualTo(alone.Sketch?.Bound), texts[i]);
            Assert.That(Pairs(signed[i].Sketch), Is.EqualTo(Pairs(alone.Sketch)), texts[i]);
        }

        static (ulong, int)[] Pairs(PositionalSketch? sketch) => sketch is null ? [] : [.. sketch.Hashes.ToArray().Zip(sketch.Positions.ToArray())];
    }
}
