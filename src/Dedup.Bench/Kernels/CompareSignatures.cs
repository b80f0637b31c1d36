using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using Dedup.Bench.Data;
using Dedup.Signatures;

namespace Dedup.Bench.Kernels;

/// <summary>How long does it take to compare two signatures of 128 components, and one against many?</summary>
/// <remarks>
/// The many lie one after another in one array (16 KB for 32, which the first-level cache holds; 5 MB for 10,000), as an index would hold
/// them. The answer is the number of equal components summed over all comparisons, so no call can be skipped; where all are made in one
/// call, it is summed in the setup alone.
/// </remarks>
[Config(typeof(Columns))]
public class CompareSignatures
{
    private const int Components = 128;

    private uint[] asked = [];
    private uint[] filed = [];
    private byte[] askedBytes = [];
    private byte[] filedBytes = [];
    private int[] counts = [];

    /// <summary>How many signatures the one is compared with.</summary>
    [Params(32, 10_000)]
    public int Signatures { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var numbers = new SeededNumbers(7);
        asked = [.. Enumerable.Range(0, Components).Select(_ => (uint)numbers.Next())];
        filed = new uint[Signatures * Components];

        // Signature i agrees in exactly (37 i + 50) mod 129 components, at places drawn anew for each: the answer is known without comparing.
        long expected = 0;
        for (int i = 0; i < Signatures; i++)
        {
            int equal = ((37 * i) + 50) % (Components + 1);
            expected += equal;
            Span<uint> signature = filed.AsSpan(i * Components, Components);
            int equalLeft = equal;
            for (int c = 0; c < Components; c++)
            {
                bool agrees = numbers.Below(Components - c) < equalLeft;
                equalLeft -= agrees ? 1 : 0;
                signature[c] = agrees ? asked[c] : asked[c] ^ (1 + ((uint)numbers.Next() >> 1));
            }
        }

        askedBytes = new byte[asked.Length];
        filedBytes = new byte[filed.Length];
        counts = new int[Signatures];
        MinHash.Compact(asked, askedBytes);
        MinHash.Compact(filed, filedBytes);
        long expectedBytes = filedBytes.Where((component, i) => component == askedBytes[i % Components]).Count();
        Answer.Check(nameof(CountEqualBytes), expectedBytes, CountEqualBytes());
        CountEqualBytesOfMany();
        Answer.Check(nameof(CountEqualBytesOfMany), expectedBytes, counts.Sum());
        Answer.Check(nameof(PlainLoop), expected, PlainLoop());
        Answer.Check(nameof(CountEqualComponents), expected, CountEqualComponents());
        CountEqualOfMany();
        Answer.Check(nameof(CountEqualOfMany), expected, counts.Sum());
        Answer.Check(nameof(HammingDistance), expected, HammingDistance());
    }

    [Benchmark(Baseline = true, Description = "plain loop")]
    public long PlainLoop()
    {
        long sum = 0;
        for (int at = 0; at < filed.Length; at += Components)
        {
            ReadOnlySpan<uint> left = asked;
            ReadOnlySpan<uint> right = filed.AsSpan(at, Components);
            for (int i = 0; i < left.Length; i++)
            {
                sum += left[i] == right[i] ? 1 : 0;
            }
        }

        return sum;
    }

    [Benchmark(Description = "MinHash.CountEqualComponents")]
    public long CountEqualComponents()
    {
        long sum = 0;
        for (int at = 0; at < filed.Length; at += Components)
        {
            sum += MinHash.CountEqualComponents(asked, filed.AsSpan(at, Components));
        }

        return sum;
    }

    [Benchmark(Description = "MinHash.CountEqualComponents, all in one call")]
    public void CountEqualOfMany() => MinHash.CountEqualComponents(asked, filed, counts);

    [Benchmark(Description = "MinHash.CountEqualComponents, compact")]
    public long CountEqualBytes()
    {
        long sum = 0;
        for (int at = 0; at < filedBytes.Length; at += Components)
        {
            sum += MinHash.CountEqualComponents(askedBytes, filedBytes.AsSpan(at, Components));
        }

        return sum;
    }

    [Benchmark(Description = "MinHash.CountEqualComponents, compact, all in one call")]
    public void CountEqualBytesOfMany() => MinHash.CountEqualComponents(askedBytes, filedBytes, counts);

    [Benchmark(Description = "TensorPrimitives.HammingDistance")]
    public long HammingDistance()
    {
        long sum = 0;
        for (int at = 0; at < filed.Length; at += Components)
        {
            sum += Components - TensorPrimitives.HammingDistance<uint>(asked, filed.AsSpan(at, Components));
        }

        return sum;
    }

    private sealed class Columns : ManualConfig
    {
        // Other work on the machine only ever adds time: the least is what a comparison takes.
        public Columns() => AddColumn(
            StatisticColumn.Min,
            new MeanColumn("ns/pair", "Nanoseconds per comparison", (nanoseconds, parameters) => nanoseconds / (int)parameters[nameof(Signatures)]));
    }
}
