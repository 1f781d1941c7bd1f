using Homelab.Domain.Storage;

namespace Homelab.Domain.Tests.Storage;

/// <summary>What a device confirmed it has to show after a boot.</summary>
public class WritesThatAreLost
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static DeviceReport Card(ProbeOutcome outcome, long? found, long generation) => new()
    {
        Name = "mmcblk0",
        Kind = DeviceKind.SdCard,
        Identity = "cid-1",
        HoldsState = true,
        Probe = new ProbeReport(outcome, 0, found, generation),
    };

    private static DeviceState Seen(params (string Boot, long? Found, long Generation)[] reports)
    {
        var node = NodeStorage.Empty;
        foreach (var (boot, found, generation) in reports)
        {
            node = node.Take([Card(ProbeOutcome.Written, found, generation)], boot, Noon).Next;
        }

        return Assert.Single(node.Present);
    }

    private static StorageVerdict Verdict(DeviceState device, double days = 0) => StorageAssessor.Assess(device, Noon.AddDays(days)).Verdict;

    [Fact]
    public void A_device_that_shows_after_a_boot_what_it_confirmed_is_ok() =>
        Assert.Equal(StorageVerdict.Ok, Verdict(Seen(("one", null, 7), ("one", null, 8), ("two", 8, 9), ("three", 12, 13))));

    [Fact]
    public void One_that_shows_less_has_lost_a_write_and_has_failed()
    {
        var device = Seen(("one", null, 8), ("two", 7, 8), ("two", 7, 9));

        var found = StorageAssessor.Assess(device, Noon.AddHours(2));

        Assert.Equal(StorageVerdict.Failed, found.Verdict);
        Assert.Equal("lost_write", found.Evidence[0].Signal);
        Assert.Contains("generation 7 stood where 8 had been synced", found.Evidence[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(StorageVerdict.Failed, Verdict(device, days: 80));
        Assert.Equal(StorageVerdict.Ok, Verdict(device, days: 100));
    }

    [Fact]
    public void After_a_loss_the_next_boot_is_held_against_what_was_confirmed_since()
    {
        var device = Seen(("one", null, 8), ("two", 3, 4), ("three", 4, 5));

        Assert.Equal((3, 8), (device.Probe.Loss!.Found, device.Probe.Loss.Confirmed));
        Assert.Equal(5, device.Probe.Confirmed);
    }

    [Fact]
    public void Within_a_boot_the_page_cache_answers_and_proves_nothing() =>
        Assert.Null(Seen(("one", null, 8), ("one", 3, 4)).Probe.Loss);

    [Fact]
    public void A_state_that_somebody_removed_begins_anew()
    {
        var device = Seen(("one", null, 8), ("two", null, 1));

        Assert.Null(device.Probe.Loss);
        Assert.Equal(1, device.Probe.Confirmed);
    }

    [Theory]
    [InlineData(ProbeOutcome.Written, StorageVerdict.Ok)]
    [InlineData(ProbeOutcome.ReadOnly, StorageVerdict.Failed)]
    [InlineData(ProbeOutcome.InputOutputError, StorageVerdict.Failed)]
    [InlineData(ProbeOutcome.Full, StorageVerdict.Unknown)]
    [InlineData(ProbeOutcome.NotTried, StorageVerdict.Unknown)]
    public void A_probe_that_cannot_write_fails_the_device_only_where_the_device_is_to_blame(ProbeOutcome outcome, StorageVerdict expected) =>
        Assert.Equal(expected, Verdict(Assert.Single(NodeStorage.Empty.Take([Card(outcome, null, 0)], "one", Noon).Next.Present)));
}
