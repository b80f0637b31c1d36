using Dedup.Core.Tests.Data;
using Dedup.Shingling;
using Dedup.Signatures;
using NUnit.Framework;

namespace Dedup.Core.Tests.Signatures;

public sealed class ArticleSignerTests
{
    [Test]
    public void Sign_InPassing_GivesEachTextWhatItGetsAlone()
    {
        PositionalSketchOptions options = new() { AnchorWindow = 12 };
        string[] texts = [.. ScriptTexts.All.Select(static text => text.Text), .. Enumerable.Range(0, 300).Select(static i => Texts.Text((ulong)i, i * 7))];
        ArticleSigner inPassing = new(new Shingler(), new MinHash(), options, shortTextWords: 24, inPassing: true);
        foreach (string text in texts)
        {
            SignedArticle signed = inPassing.Sign(text);
            SignedArticle alone = new ArticleSigner(new Shingler(), new MinHash(), options, shortTextWords: 24).Sign(text);
            Assert.That(signed.Signature.ToArray(), Is.EqualTo(alone.Signature.ToArray()), text);
            Assert.That(signed.WordSignature, Is.EqualTo(alone.WordSignature), text);
            Assert.That(signed.Sketch is null, Is.EqualTo(alone.Sketch is null), text);
            Assert.That(signed.Sketch?.Bound, Is.EqualTo(alone.Sketch?.Bound), text);
            Assert.That(Pairs(signed.Sketch), Is.EqualTo(Pairs(alone.Sketch)), text);
        }

        static (ulong, int)[] Pairs(PositionalSketch? sketch) => sketch is null ? [] : [.. sketch.Hashes.ToArray().Zip(sketch.Positions.ToArray())];
    }
}
