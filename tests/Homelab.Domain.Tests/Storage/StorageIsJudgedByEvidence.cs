using Homelab.Domain.Storage;

namespace Homelab.Domain.Tests.Storage;

public class StorageIsJudgedByEvidence
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static DeviceReport Card(string cid = "cid-1", long errors = 0, HostWrites? writes = null, EmmcWear? wear = null) => new()
    {
        Name = "mmcblk0",
        Kind = wear is null ? DeviceKind.SdCard : DeviceKind.Emmc,
        Identity = cid,
        SizeBytes = 31_914_983_424,
        Writes = writes,
        Wear = wear,
        FileSystems = [new FileSystemReport("mmcblk0p2", errors, 0, 0, errors > 0 ? "ext4_lookup" : "")],
    };

    private static DeviceState Seen(params (DeviceReport Report, double Hours)[] reports)
    {
        var node = NodeStorage.Empty;
        foreach (var (report, hours) in reports)
        {
            node = node.Take([report], "boot-1", Noon.AddHours(hours)).Next;
        }

        return Assert.Single(node.Present);
    }

    [Fact]
    public void A_healthy_card_is_ok_and_says_what_it_does_not_tell()
    {
        var found = StorageAssessor.Assess(Seen((Card(), 0)), Noon);

        Assert.Equal(StorageVerdict.Ok, found.Verdict);
        Assert.Equal("none of 32 GB verified; wear: not reported by this card; its controller's errors: no answer", found.Coverage);
    }

    [Fact]
    public void A_device_that_tells_nothing_is_unknown_and_not_ok()
    {
        var found = StorageAssessor.Assess(Seen((Card() with { FileSystems = [] }, 0)), Noon);

        Assert.Equal(StorageVerdict.Unknown, found.Verdict);
        Assert.Empty(found.Evidence);
    }

    [Fact]
    public void More_file_system_errors_than_before_are_failing_even_after_fsck_cleared_them()
    {
        var device = Seen((Card(errors: 1), 0), (Card(errors: 3), 1), (Card(errors: 0), 2));

        var found = StorageAssessor.Assess(device, Noon.AddHours(3));

        Assert.Equal(StorageVerdict.Failing, found.Verdict);
        Assert.StartsWith("the file system on mmcblk0p2 met 2 new errors", found.Evidence[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(StorageVerdict.Ok, StorageAssessor.Assess(device, Noon.AddDays(40)).Verdict);
    }

    [Fact]
    public void Errors_that_were_there_before_anybody_looked_are_aging() =>
        Assert.Equal(StorageVerdict.Aging, StorageAssessor.Assess(Seen((Card(errors: 3), 0), (Card(errors: 3), 1)), Noon).Verdict);

    [Theory]
    [InlineData(1, 1, 1, StorageVerdict.Ok)]
    [InlineData(8, 1, 1, StorageVerdict.Ok)]
    [InlineData(9, 1, 1, StorageVerdict.Aging)]
    [InlineData(1, 10, 1, StorageVerdict.Aging)]
    [InlineData(1, 11, 1, StorageVerdict.Failing)]
    [InlineData(1, 1, 2, StorageVerdict.Aging)]
    [InlineData(1, 1, 3, StorageVerdict.Failing)]
    public void An_eMMC_is_judged_by_its_own_registers(int a, int b, int reserve, StorageVerdict expected) =>
        Assert.Equal(expected, StorageAssessor.Assess(Seen((Card(wear: new EmmcWear(a, b, reserve, TimeSpan.FromHours(5))), 0)), Noon).Verdict);

    [Fact]
    public void Another_cid_in_the_same_place_is_a_replaced_card_with_a_history_of_its_own()
    {
        var (first, none) = NodeStorage.Empty.Take([Card(errors: 1)], "boot-1", Noon);
        first = first.Take([Card(errors: 2)], "boot-1", Noon.AddHours(1)).Next;

        var (second, replaced) = first.Take([Card("cid-2")], "boot-2", Noon.AddHours(2));

        Assert.Empty(none);
        var change = Assert.Single(replaced);
        Assert.Equal(("cid-1", "cid-2"), (change.Before.Key, change.Now.Key));
        Assert.Equal(StorageVerdict.Ok, StorageAssessor.Assess(Assert.Single(second.Present), Noon.AddHours(2)).Verdict);

        // The old card put back is the old card, with what was held against it.
        var back = second.Take([Card(errors: 2)], "boot-3", Noon.AddHours(3)).Next;
        Assert.Equal(StorageVerdict.Failing, StorageAssessor.Assess(Assert.Single(back.Present), Noon.AddHours(3)).Verdict);
    }

    [Fact]
    public void Host_writes_add_up_over_boots_and_what_was_written_before_the_first_look_is_not_counted()
    {
        static HostWrites Written(long bytes) => new(bytes, 1, TimeSpan.Zero);
        var node = NodeStorage.Empty.Take([Card(writes: Written(5_000))], "boot-1", Noon).Next;
        node = node.Take([Card(writes: Written(6_000))], "boot-1", Noon.AddHours(12)).Next;
        node = node.Take([Card(writes: Written(300))], "boot-2", Noon.AddHours(24)).Next;

        var device = Assert.Single(node.Present);

        Assert.Equal(1_300, device.WrittenBytes);
        Assert.Equal(1_300, WriteRate.BytesPerDay(device, Noon.AddHours(24))!.Value, 6);
    }
}
