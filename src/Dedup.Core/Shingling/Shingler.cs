using System.Runtime.Intrinsics;
using Dedup.Internals;
using Dedup.Text;

namespace Dedup.Shingling;

/// <summary>Turns the tokens of a text into shingles: 64-bit hashes of runs of tokens, as many tokens as <see cref="ShinglingOptions"/> says for the kind of the first one. Immutable and thread-safe.</summary>
/// <remarks>
/// <para>
/// Shingling is due to Broder, "On the resemblance and containment of documents" (1997). The hash is multilinear: the sum of c_j * t_j mod 2^64 over the token
/// hashes t_j of the run with fixed odd coefficients c_j, then a bijective finish. (Carter and Wegman, "Universal classes of hash functions", 1979.) About
/// 27,000 pairs collide among 10^12 different shingles, too few to bias any similarity.
/// </para>
/// <para>
/// At each token of a text starts one shingle, but for the last <see cref="ShinglingOptions.Width"/> - 1. A run that is to be longer ends with the text. A text with fewer tokens than that width,
/// but at least one, has a single shingle. A text without tokens has none.
/// </para>
/// <para>The kind of a token is in its hash; the hashes must come from <see cref="Tokenizer"/> for the widths by kind to mean anything.</para>
/// </remarks>
public sealed class Shingler
{
    private const ulong CoefficientSeed = 0x5348494E474C4531;

    /// <summary>.NET 8 multiplies 64-bit lanes one by one where the processor has no instruction for it; later ones put the product together from 32-bit halves.</summary>
    private static readonly bool MultipliesVector256 = Vector256.IsHardwareAccelerated && Environment.Version.Major >= 9;

    /// <summary>Moves the bit that characters and letters have, and words have not, to the top. (A comparison of vectors with zero would say the same, but is compiled wrongly by .NET 8 here.)</summary>
    private const int OtherWidthShift = 62;

    private readonly ulong[] coefficients;

    /// <summary>Tokens of a shingle, by the kind of its first one.</summary>
    private readonly int[] widths;

    private readonly int narrowest;

    /// <summary>Creates a shingler.</summary>
    /// <param name="options">The width; the default options when null.</param>
    public Shingler(ShinglingOptions? options = null)
    {
        Options = options ?? new ShinglingOptions();
        widths = new int[1 << 2];
        Array.Fill(widths, Options.Width);
        widths[(int)TokenKind.Han] = Options.HanWidth;
        widths[(int)TokenKind.Letter] = Options.LetterWidth;
        narrowest = widths.Min();
        coefficients = new ulong[widths.Max()];
        for (int i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] = Mixing.SplitMix(CoefficientSeed, i) | 1;
        }
    }

    /// <summary>The options it was made with.</summary>
    public ShinglingOptions Options { get; }

    /// <summary>How many shingles a text of <paramref name="tokenCount"/> tokens has, repeats counted.</summary>
    /// <param name="tokenCount">Tokens of the text, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokenCount"/> is negative.</exception>
    public int ShingleCount(int tokenCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokenCount);
        return tokenCount == 0 ? 0 : Math.Max(1, tokenCount - Options.Width + 1);
    }

    /// <summary>Writes the shingle hashes in the order of the text; the one at index i starts at token i.</summary>
    /// <param name="tokenHashes">The token hashes of the text (<see cref="TokenList.Hashes"/>).</param>
    /// <param name="destination">Room for <see cref="ShingleCount"/> values; what lies past them is left alone.</param>
    /// <returns>The number of values written.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short; nothing was written.</exception>
    public int ComputeShingles(ReadOnlySpan<ulong> tokenHashes, Span<ulong> destination)
    {
        int count = ShingleCount(tokenHashes.Length);
        if (destination.Length < count)
        {
            throw new ArgumentException($"The destination holds {destination.Length} values, but the text has {count} shingles: ask ShingleCount for the room needed.", nameof(destination));
        }

        if (Vector512.IsHardwareAccelerated)
        {
            ComputeVector512(tokenHashes, destination[..count]);
        }
        else if (MultipliesVector256)
        {
            ComputeVector256(tokenHashes, destination[..count]);
        }
        else
        {
            ComputeScalar(tokenHashes, destination[..count]);
        }

        return count;
    }

    /// <summary>The shingle hashes of a text in a new array.</summary>
    /// <param name="tokenHashes">The token hashes of the text.</param>
    public ulong[] ComputeShingles(ReadOnlySpan<ulong> tokenHashes)
    {
        ulong[] shingles = new ulong[ShingleCount(tokenHashes.Length)];
        ComputeShingles(tokenHashes, shingles);
        return shingles;
    }

    /// <summary>The definition.</summary>
    /// <param name="tokenHashes">The tokens of the text from the first shingle's on.</param>
    /// <param name="destination">Receives a shingle for each place it has.</param>
    internal void ComputeScalar(ReadOnlySpan<ulong> tokenHashes, Span<ulong> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            int width = Math.Min(widths[(int)WordHash.KindOf(tokenHashes[i])], tokenHashes.Length - i);
            ReadOnlySpan<ulong> run = tokenHashes.Slice(i, width);

            // The width is mixed in so that a text of three tokens does not equal a longer one whose other tokens hash to zero.
            ulong sum = (ulong)width;
            for (int j = 0; j < run.Length; j++)
            {
                sum += coefficients[j] * run[j];
            }

            destination[i] = Mixing.Finish(sum);
        }
    }

    // Defined by ComputeScalar. What differs here:
    //  1. Eight shingles that start at neighbouring tokens at once. Their j-th tokens are neighbours too, so each summand is one load, one multiplication and one addition mod 2^64 in each lane.
    //  2. Nearly always all eight have the width of words, which the second bit of their tokens' hashes says. Otherwise each lane has its own width, and summands past it are cleared where one may be: past the narrowest.
    //  3. The last shingles, whose runs may reach over the end of the text, go through ComputeScalar, and so does a text too short for one whole run.
    internal void ComputeVector512(ReadOnlySpan<ulong> tokenHashes, Span<ulong> destination)
    {
        int i = 0;
        for (; i <= destination.Length - Vector512<ulong>.Count; i += Vector512<ulong>.Count)
        {
            Vector512<ulong> first = Vector512.Create(tokenHashes[i..]);
            Vector512<ulong> sum;
            if ((first << OtherWidthShift).ExtractMostSignificantBits() == 0)
            {
                sum = Vector512.Create((ulong)Options.Width);
                for (int j = 0; j < Options.Width; j++)
                {
                    sum += Vector512.Create(coefficients[j]) * Vector512.Create(tokenHashes[(i + j)..]);
                }
            }
            else
            {
                if (i + coefficients.Length + Vector512<ulong>.Count > tokenHashes.Length)
                {
                    break;
                }

                Vector512<ulong> kinds = first & Vector512.Create(WordHash.KindMask);
                Vector512<ulong> isHan = Vector512.Equals(kinds, Vector512.Create((ulong)TokenKind.Han));
                Vector512<ulong> isLetter = Vector512.Equals(kinds, Vector512.Create((ulong)TokenKind.Letter));
                sum = Vector512.ConditionalSelect(isHan, Vector512.Create((ulong)Options.HanWidth), Vector512.ConditionalSelect(isLetter, Vector512.Create((ulong)Options.LetterWidth), Vector512.Create((ulong)Options.Width)));
                Vector512<ulong> own = sum;
                int widest = isLetter.ExtractMostSignificantBits() == 0 ? Math.Max(Options.Width, Options.HanWidth) : coefficients.Length;
                for (int j = 0; j < narrowest; j++)
                {
                    sum += Vector512.Create(coefficients[j]) * Vector512.Create(tokenHashes[(i + j)..]);
                }

                for (int j = narrowest; j < widest; j++)
                {
                    sum += Vector512.GreaterThan(own, Vector512.Create((ulong)j)) & (Vector512.Create(coefficients[j]) * Vector512.Create(tokenHashes[(i + j)..]));
                }
            }

            Mixing.Finish(sum).CopyTo(destination[i..]);
        }

        ComputeScalar(tokenHashes[i..], destination[i..]);
    }

    // Defined by ComputeScalar; see ComputeVector512. Four shingles at once.
    internal void ComputeVector256(ReadOnlySpan<ulong> tokenHashes, Span<ulong> destination)
    {
        int i = 0;
        for (; i <= destination.Length - Vector256<ulong>.Count; i += Vector256<ulong>.Count)
        {
            Vector256<ulong> first = Vector256.Create(tokenHashes[i..]);
            Vector256<ulong> sum;
            if ((first << OtherWidthShift).ExtractMostSignificantBits() == 0)
            {
                sum = Vector256.Create((ulong)Options.Width);
                for (int j = 0; j < Options.Width; j++)
                {
                    sum += Vector256.Create(coefficients[j]) * Vector256.Create(tokenHashes[(i + j)..]);
                }
            }
            else
            {
                if (i + coefficients.Length + Vector256<ulong>.Count > tokenHashes.Length)
                {
                    break;
                }

                Vector256<ulong> kinds = first & Vector256.Create(WordHash.KindMask);
                Vector256<ulong> isHan = Vector256.Equals(kinds, Vector256.Create((ulong)TokenKind.Han));
                Vector256<ulong> isLetter = Vector256.Equals(kinds, Vector256.Create((ulong)TokenKind.Letter));
                sum = Vector256.ConditionalSelect(isHan, Vector256.Create((ulong)Options.HanWidth), Vector256.ConditionalSelect(isLetter, Vector256.Create((ulong)Options.LetterWidth), Vector256.Create((ulong)Options.Width)));
                Vector256<ulong> own = sum;
                int widest = isLetter.ExtractMostSignificantBits() == 0 ? Math.Max(Options.Width, Options.HanWidth) : coefficients.Length;
                for (int j = 0; j < narrowest; j++)
                {
                    sum += Vector256.Create(coefficients[j]) * Vector256.Create(tokenHashes[(i + j)..]);
                }

                for (int j = narrowest; j < widest; j++)
                {
                    sum += Vector256.GreaterThan(own, Vector256.Create((ulong)j)) & (Vector256.Create(coefficients[j]) * Vector256.Create(tokenHashes[(i + j)..]));
                }
            }

            Mixing.Finish(sum).CopyTo(destination[i..]);
        }

        ComputeScalar(tokenHashes[i..], destination[i..]);
    }
}
