using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Dedup.Internals;

namespace Dedup.Text;

/// <summary>Hashes tokens of folded text (<see cref="FoldedChunk"/>), many at a time: <see cref="WordHash"/> of the bytes, as words or numbers.</summary>
/// <remarks>
/// A folded token has a digit of any script as that of ASCII, and no other byte below 0x40. So a number is a token with a byte whose two upper bits are clear.
/// </remarks>
internal static class TokenHashes
{
    /// <summary>Places past the last token of which the start and end are read: they must be 0, or others in the text.</summary>
    internal const int Slack = 8;

    /// <summary>Bytes past the end of a token that are read, whatever they are.</summary>
    internal const int ByteSlack = BlockBytes;

    /// <summary>Bytes of a block of <see cref="WordHash"/>.</summary>
    private const int BlockBytes = 16;

    /// <summary>In each byte the upper of the two bits that are clear in a digit; the other one is shifted there.</summary>
    private const ulong DigitBits = 0x4040404040404040;

    /// <summary>Hashes tokens.</summary>
    /// <param name="folded">The folded text; <see cref="ByteSlack"/> bytes more than the last token needs.</param>
    /// <param name="starts">Where each token starts, and <see cref="Slack"/> places more.</param>
    /// <param name="ends">Where each token ends (exclusive); as long.</param>
    /// <param name="hashes">Receives the hashes; as long. What lies past the last token is written to.</param>
    /// <param name="count">The number of tokens.</param>
    /// <param name="waiting">Scratch, as long.</param>
    internal static void Compute(ReadOnlySpan<byte> folded, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, Span<ulong> hashes, int count, Span<int> waiting)
    {
        if (Avx512F.IsSupported && Vector512.IsHardwareAccelerated)
        {
            ComputeVector512(folded, starts, ends, hashes, count, waiting);
        }
        else if (Avx2.IsSupported)
        {
            ComputeVector256(folded, starts, ends, hashes, count);
        }
        else
        {
            ComputeScalar(folded, starts, ends, hashes, count);
        }
    }

    /// <summary>The definition.</summary>
    internal static void ComputeScalar(ReadOnlySpan<byte> folded, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, Span<ulong> hashes, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ulong state = WordHash.Start;
            ulong digits = 0;
            int length = ends[i] - starts[i];
            ReadOnlySpan<byte> block = folded.Slice(starts[i], length + ByteSlack);
            for (int left = length; left >= BlockBytes; left -= BlockBytes, block = block[BlockBytes..])
            {
                (ulong low, ulong high) = (BinaryPrimitives.ReadUInt64LittleEndian(block), BinaryPrimitives.ReadUInt64LittleEndian(block[sizeof(ulong)..]));
                digits |= Digits(low) | Digits(high);
                state = WordHash.Step(state, low, high);
            }

            int bits = 8 * (length % BlockBytes);
            ulong lowMask = bits < 64 ? (1UL << bits) - 1 : ulong.MaxValue;
            ulong highMask = bits > 64 ? (1UL << (bits - 64)) - 1 : 0;
            ulong lastLow = BinaryPrimitives.ReadUInt64LittleEndian(block) & lowMask;
            ulong lastHigh = BinaryPrimitives.ReadUInt64LittleEndian(block[sizeof(ulong)..]) & highMask;
            digits |= (Digits(lastLow) & lowMask) | (Digits(lastHigh) & highMask);
            hashes[i] = WordHash.Finish(state, lastLow, lastHigh, length, digits != 0 ? TokenKind.Number : TokenKind.Word);
        }
    }

    private static ulong Digits(ulong bytes) => ~(bytes | (bytes >> 1)) & DigitBits;

    // Defined by ComputeScalar. What differs here:
    //  1. Eight tokens at once. The blocks of tokens 0, 2, 4, 6 stand in one vector and those of 1, 3, 5, 7 in another, which interleaved are the eight lower and the eight upper halves in the order of the tokens.
    //  2. A shift by 64 or more leaves nothing, so the masks need no cases.
    //  3. The product of two words is put together from four of their halves; see Fold.
    //  4. Which tokens have more than one block cannot be guessed, so none is asked: all are hashed as if they had one, the numbers of those that have more are set aside, and those are hashed again after that, for good, eight at a time too.
    // SAFETY: all starts are places in the folded text, which is long enough to read a block from each (see the parameters of Compute); the spans are as long as is said there.
    internal static void ComputeVector512(ReadOnlySpan<byte> folded, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, Span<ulong> hashes, int count, Span<int> waiting)
    {
        int longer = 0;
        ref byte bytes = ref MemoryMarshal.GetReference(folded);
        for (int i = 0; i < count; i += Slack)
        {
            ReadOnlySpan<int> start = starts.Slice(i, Slack);
            Vector256<int> lengths = Vector256.Create(ends[i..]) - Vector256.Create(start);
            Vector512<ulong> length = Avx512F.ConvertToVector512Int64(lengths).AsUInt64();
            Blocks(ref bytes, start, out Vector512<ulong> low, out Vector512<ulong> high);
            Finish(Vector512.Create(WordHash.Start), Vector512<ulong>.Zero, low, high, length, length).CopyTo(hashes[i..]);
            longer += SetAside(Vector256.GreaterThanOrEqual(lengths, Vector256.Create(BlockBytes)), i, waiting[longer..]);
        }

        if (longer > 0)
        {
            waiting.Slice(longer, Slack).Fill(waiting[0]);
            for (int i = 0; i < longer; i += Slack)
            {
                ComputeLonger(ref bytes, starts, ends, hashes, waiting.Slice(i, Slack));
            }
        }
    }

    /// <summary>Eight tokens of a block or more: one is behind them when the loop starts, and few go through it.</summary>
    private static void ComputeLonger(ref byte bytes, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, Span<ulong> hashes, ReadOnlySpan<int> tokens)
    {
        // SAFETY: the numbers are those of tokens.
        ref int number = ref MemoryMarshal.GetReference(tokens);
        ref int from = ref MemoryMarshal.GetReference(starts);
        ref int to = ref MemoryMarshal.GetReference(ends);
        Span<int> places = stackalloc int[Slack];
        Span<int> lasts = stackalloc int[Slack];
        for (int i = 0; i < Slack; i++)
        {
            places[i] = Unsafe.Add(ref from, Unsafe.Add(ref number, i));
            lasts[i] = Unsafe.Add(ref to, Unsafe.Add(ref number, i));
        }

        Blocks(ref bytes, places, out Vector512<ulong> low, out Vector512<ulong> high);
        Vector512<ulong> state = Step(Vector512.Create(WordHash.Start), low, high);
        Vector512<ulong> digits = Digits(low) | Digits(high);
        Blocks(ref Unsafe.Add(ref bytes, BlockBytes), places, out low, out high);
        Vector256<int> start = Vector256.Create<int>(places);
        Vector512<ulong> length = Avx512F.ConvertToVector512Int64(Vector256.Create<int>(lasts) - start).AsUInt64();
        Vector512<ulong> block = Vector512.Create((ulong)BlockBytes);
        Vector512<ulong> left = length - block;
        while (Vector512.GreaterThanOrEqualAny(left, block))
        {
            Vector512<ulong> more = Vector512.GreaterThanOrEqual(left, block);
            digits |= more & (Digits(low) | Digits(high));
            state = Vector512.ConditionalSelect(more, Step(state, low, high), state);
            left -= more & block;
            for (int i = 0; i < Slack; i++)
            {
                places[i] += lasts[i] - places[i] >= 2 * BlockBytes ? BlockBytes : 0;
            }

            Blocks(ref Unsafe.Add(ref bytes, BlockBytes), places, out low, out high);
        }

        Span<ulong> found = stackalloc ulong[Slack];
        Finish(state, digits, low, high, left, length).CopyTo(found);
        for (int i = 0; i < Slack; i++)
        {
            hashes[tokens[i]] = found[i];
        }
    }

    /// <summary>The hashes after the last blocks, of which <paramref name="left"/> bytes count, from the state and the digits of those before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Finish(Vector512<ulong> state, Vector512<ulong> digits, Vector512<ulong> low, Vector512<ulong> high, Vector512<ulong> left, Vector512<ulong> length)
    {
        Vector512<ulong> bits = left << 3;
        Vector512<ulong> lowMask = ~Avx512F.ShiftLeftLogicalVariable(Vector512<ulong>.AllBitsSet, bits);
        Vector512<ulong> highMask = ~Avx512F.ShiftLeftLogicalVariable(Vector512<ulong>.AllBitsSet, Vector512.Max(bits, Vector512.Create(64UL)) - Vector512.Create(64UL));
        digits |= (Digits(low) & lowMask) | (Digits(high) & highMask);
        state = Step(state, low & lowMask, high & highMask) ^ Vector512.Create(WordHash.KeyEnd) ^ length;
        Vector512<ulong> hash = Fold(state, Vector512.Create(WordHash.KeyHigh)) & Vector512.Create(~WordHash.KindMask);
        return hash | Vector512.ConditionalSelect(Vector512.Equals(digits, Vector512<ulong>.Zero), Vector512<ulong>.Zero, Vector512.Create((ulong)TokenKind.Number));
    }

    /// <summary>Writes the numbers of the lanes that are selected, and says how many they are; what is written past them means nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SetAside(Vector256<int> selected, int first, Span<int> numbers)
    {
        uint lanes = selected.ExtractMostSignificantBits();
#if NET10_0_OR_GREATER
        if (Avx512F.VL.IsSupported)
        {
            Avx512F.VL.Compress(Vector256<int>.Zero, selected, Vector256<int>.Indices + Vector256.Create(first)).CopyTo(numbers);
            return BitOperations.PopCount(lanes);
        }
#endif
        int count = 0;
        for (; lanes != 0; lanes &= lanes - 1)
        {
            numbers[count++] = first + BitOperations.TrailingZeroCount(lanes);
        }

        return count;
    }

    // Defined by ComputeScalar; see ComputeVector512. Four tokens at once: 0 and 2, 1 and 3. Tokens with further blocks go round once more while the others wait.
    internal static void ComputeVector256(ReadOnlySpan<byte> folded, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, Span<ulong> hashes, int count)
    {
        ref byte bytes = ref MemoryMarshal.GetReference(folded);
        Span<long> places = stackalloc long[Slack / 2];
        for (int i = 0; i < count; i += Slack / 2)
        {
            Vector256<long> start = Avx2.ConvertToVector256Int64(Vector128.Create(starts[i..]));
            Vector256<ulong> length = (Avx2.ConvertToVector256Int64(Vector128.Create(ends[i..])) - start).AsUInt64();
            start.CopyTo(places);
            Blocks(ref bytes, places, out Vector256<ulong> low, out Vector256<ulong> high);
            Vector256<ulong> state = Vector256.Create(WordHash.Start);
            Vector256<ulong> digits = Vector256<ulong>.Zero;
            Vector256<ulong> left = length;
            Vector256<ulong> more = Vector256.GreaterThan(left.AsInt64(), Vector256.Create(BlockBytes - 1L)).AsUInt64();
            while (more != Vector256<ulong>.Zero)
            {
                digits |= more & (Digits(low) | Digits(high));
                state = Vector256.ConditionalSelect(more, Step(state, low, high), state);
                left -= more & Vector256.Create((ulong)BlockBytes);
                start += (more & Vector256.Create((ulong)BlockBytes)).AsInt64();
                start.CopyTo(places);
                Blocks(ref bytes, places, out low, out high);
                more = Vector256.GreaterThan(left.AsInt64(), Vector256.Create(BlockBytes - 1L)).AsUInt64();
            }

            Vector256<ulong> bits = left << 3;
            Vector256<ulong> lowMask = ~Avx2.ShiftLeftLogicalVariable(Vector256<ulong>.AllBitsSet, bits);
            Vector256<ulong> beyond = Vector256.GreaterThan(bits.AsInt64(), Vector256.Create(64L)).AsUInt64() & (bits - Vector256.Create(64UL));
            Vector256<ulong> highMask = ~Avx2.ShiftLeftLogicalVariable(Vector256<ulong>.AllBitsSet, beyond);
            digits |= (Digits(low) & lowMask) | (Digits(high) & highMask);
            state = Step(state, low & lowMask, high & highMask) ^ Vector256.Create(WordHash.KeyEnd) ^ length;
            Vector256<ulong> hash = Fold(state, Vector256.Create(WordHash.KeyHigh)) & Vector256.Create(~WordHash.KindMask);
            Vector256<ulong> kind = Vector256.AndNot(Vector256.Create((ulong)TokenKind.Number), Vector256.Equals(digits, Vector256<ulong>.Zero));
            (hash | kind).CopyTo(hashes[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blocks(ref byte bytes, ReadOnlySpan<int> starts, out Vector512<ulong> low, out Vector512<ulong> high)
    {
        ref int start = ref MemoryMarshal.GetReference(starts);
        Vector512<ulong> even = Vector256.Create(Block(ref bytes, start), Block(ref bytes, Unsafe.Add(ref start, 2))).ToVector512Unsafe()
            .WithUpper(Vector256.Create(Block(ref bytes, Unsafe.Add(ref start, 4)), Block(ref bytes, Unsafe.Add(ref start, 6))));
        Vector512<ulong> odd = Vector256.Create(Block(ref bytes, Unsafe.Add(ref start, 1)), Block(ref bytes, Unsafe.Add(ref start, 3))).ToVector512Unsafe()
            .WithUpper(Vector256.Create(Block(ref bytes, Unsafe.Add(ref start, 5)), Block(ref bytes, Unsafe.Add(ref start, 7))));
        low = Avx512F.UnpackLow(even, odd);
        high = Avx512F.UnpackHigh(even, odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blocks(ref byte bytes, ReadOnlySpan<long> starts, out Vector256<ulong> low, out Vector256<ulong> high)
    {
        ref long start = ref MemoryMarshal.GetReference(starts);
        Vector256<ulong> even = Vector256.Create(Block(ref bytes, (nint)start), Block(ref bytes, (nint)Unsafe.Add(ref start, 2)));
        Vector256<ulong> odd = Vector256.Create(Block(ref bytes, (nint)Unsafe.Add(ref start, 1)), Block(ref bytes, (nint)Unsafe.Add(ref start, 3)));
        low = Avx2.UnpackLow(even, odd);
        high = Avx2.UnpackHigh(even, odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Block(ref byte bytes, nint start) => Vector128.LoadUnsafe(ref Unsafe.Add(ref bytes, start)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Digits(Vector512<ulong> bytes) => ~(bytes | (bytes >>> 1)) & Vector512.Create(DigitBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Digits(Vector256<ulong> bytes) => ~(bytes | (bytes >>> 1)) & Vector256.Create(DigitBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Step(Vector512<ulong> state, Vector512<ulong> low, Vector512<ulong> high) =>
        Fold(low ^ Vector512.Create(WordHash.KeyLow) ^ state, high ^ Vector512.Create(WordHash.KeyHigh)) + state;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Step(Vector256<ulong> state, Vector256<ulong> low, Vector256<ulong> high) =>
        Fold(low ^ Vector256.Create(WordHash.KeyLow) ^ state, high ^ Vector256.Create(WordHash.KeyHigh)) + state;

    /// <summary><see cref="Mixing.Fold"/> in each lane: with x = 2^32 a + b and y = 2^32 c + d, the product is 2^64 ac + 2^32 (ad + bc) + bd, added up so that no sum overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Fold(Vector512<ulong> x, Vector512<ulong> y)
    {
        Vector512<ulong> lower = Vector512.Create((ulong)uint.MaxValue);
        Vector512<ulong> bd = Avx512F.Multiply(x.AsUInt32(), y.AsUInt32());
        Vector512<ulong> ad = Avx512F.Multiply((x >>> 32).AsUInt32(), y.AsUInt32());
        Vector512<ulong> bc = Avx512F.Multiply(x.AsUInt32(), (y >>> 32).AsUInt32());
        Vector512<ulong> ac = Avx512F.Multiply((x >>> 32).AsUInt32(), (y >>> 32).AsUInt32());
        Vector512<ulong> middle = ad + (bd >>> 32);
        Vector512<ulong> other = bc + (middle & lower);
        return (ac + (middle >>> 32) + (other >>> 32)) ^ ((other << 32) | (bd & lower));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Fold(Vector256<ulong> x, Vector256<ulong> y)
    {
        Vector256<ulong> lower = Vector256.Create((ulong)uint.MaxValue);
        Vector256<ulong> bd = Avx2.Multiply(x.AsUInt32(), y.AsUInt32());
        Vector256<ulong> ad = Avx2.Multiply((x >>> 32).AsUInt32(), y.AsUInt32());
        Vector256<ulong> bc = Avx2.Multiply(x.AsUInt32(), (y >>> 32).AsUInt32());
        Vector256<ulong> ac = Avx2.Multiply((x >>> 32).AsUInt32(), (y >>> 32).AsUInt32());
        Vector256<ulong> middle = ad + (bd >>> 32);
        Vector256<ulong> other = bc + (middle & lower);
        return (ac + (middle >>> 32) + (other >>> 32)) ^ ((other << 32) | (bd & lower));
    }
}
