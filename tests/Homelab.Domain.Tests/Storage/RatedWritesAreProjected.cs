using Homelab.Domain.Storage;

namespace Homelab.Domain.Tests.Storage;

public class RatedWritesAreProjected
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Known for so many days, with so much written in them and so much counted by its file system since it was made.</summary>
    private static DeviceState Card(double days, long written, long lifetime = 0)
    {
        var node = NodeStorage.Empty;
        foreach (var (at, bytes) in new[] { (0.0, 0L), (days, written) })
        {
            node = node.Take(
                [
                    new DeviceReport
                    {
                        Name = "mmcblk0", Kind = DeviceKind.SdCard, Identity = "cid-1", Writes = new HostWrites(bytes, 1, TimeSpan.Zero), FileSystems = [new FileSystemReport("mmcblk0p2", 0, 0, lifetime, "")],
                    },
                ], "boot-1", Noon.AddDays(at)).Next;
        }

        return Assert.Single(node.Present);
    }

    private static string? Said(DeviceState card, double days, double? rated = 1) => Endurance.Sentence(card, rated, Noon.AddDays(days));

    [Fact]
    public void As_a_range_over_what_a_written_byte_may_cost_and_less_what_is_written()
    {
        // 2 GB a day; 998 GB are left of the terabyte at one byte for each, 980 GB of flash at ten.
        Assert.Equal(
            "a projection: its rated 1 TB of writes last 49 days to 499 days at 2 GB a day, at 10 to 1 bytes of flash for each written one; 2 GB at least are written already",
            Said(Card(1, 2_000_000_000), 1));
        Assert.Contains("last 0 days to 350 days at 2 GB a day", Said(Card(1, 2_000_000_000, lifetime: 300_000_000_000), 1), StringComparison.Ordinal);
        Assert.Contains("last 13 years to over 100 years at", Said(Card(1, 2_000_000_000), 1, rated: 100), StringComparison.Ordinal);
    }

    [Fact]
    public void And_not_where_nothing_is_declared_or_nothing_is_known_of_its_writes()
    {
        Assert.Null(Said(Card(1, 2_000_000_000), 1, rated: null));
        Assert.Equal("its rated 1 TB of writes: how long they last is projected after an hour of them", Said(Card(0.02, 5), 0.02));
        Assert.Equal("a projection: its rated 1 TB of writes last for ever at 0 B a day", Said(Card(1, 0), 1));
    }
}
