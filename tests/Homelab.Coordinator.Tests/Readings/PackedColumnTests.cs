using CsCheck;
using Homelab.Coordinator.Readings;

namespace Homelab.Coordinator.Tests.Readings;

public sealed class PackedColumnTests
{
    [Fact]
    public void What_is_packed_is_read_back_whatever_the_times_and_values() =>
        Gen.Select(Gen.Long, Gen.Double).List[0, 200].Sample(points =>
        {
            var read = PackedColumn.Read(PackedColumn.Of(points).Bytes);
            Assert.Equal(points.Select(point => (point.Item1, BitConverter.DoubleToInt64Bits(point.Item2))),
                read.Select(point => (point.WallMs, BitConverter.DoubleToInt64Bits(point.Value))));
        });

    [Fact]
    public void A_steady_series_takes_a_few_bytes_a_point()
    {
        var column = PackedColumn.Of(Enumerable.Range(0, 3600).Select(i => (1_772_366_400_000L + i * 1000, 40.0 + i % 3)));
        Assert.InRange(column.Bytes.Length, 3600 * 2, 3600 * 5);
    }

    [Fact]
    public void Bytes_that_are_no_column_are_read_as_far_as_they_make_sense() =>
        Gen.Byte.Array[0, 100].Sample(bytes => PackedColumn.Read(bytes).Count <= bytes.Length);
}
