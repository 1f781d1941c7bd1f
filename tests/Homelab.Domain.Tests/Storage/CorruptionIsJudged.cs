using Homelab.Domain.Storage;

namespace Homelab.Domain.Tests.Storage;

public class CorruptionIsJudged
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly CanaryReport Well = new(3, 3, 4_194_304, TimeSpan.FromHours(5), 0, 0, 0, false, "");
    private static readonly ScrubReport Scrubbed = new(TimeSpan.FromDays(3), 120, 983, 9000, 1_200_000_000, 0, 0, 0, 4, "", false);

    private static StorageAssessment Seen(double days, params (CanaryReport? Canary, ScrubReport? Packages)[] reports)
    {
        var node = NodeStorage.Empty;
        foreach (var (canary, packages) in reports)
        {
            node = node.Take([new DeviceReport { Name = "mmcblk0", Kind = DeviceKind.SdCard, Identity = "cid-1", SizeBytes = 32_000_000_000, Canary = canary, Packages = packages }], "boot-1", Noon).Next;
        }

        return StorageAssessor.Assess(Assert.Single(node.Present), Noon.AddDays(days));
    }

    [Fact]
    public void What_is_well_is_evidence_with_its_coverage()
    {
        var found = Seen(0, (Well, Scrubbed));
        Assert.Equal(StorageVerdict.Ok, found.Verdict);
        Assert.Equal(
            ["4.2 MB of canary files were read past the page cache as they were written, 5 hours ago (writing 3)", "9000 installed files read past the page cache, each as its package has it"],
            found.Evidence.Select(item => item.Sentence));
        Assert.Equal("1.2 GB of 32 GB verified; 12 % of 983 packages read since 3 days ago; wear: not reported by this card; its controller's errors: no answer", found.Coverage);
        Assert.StartsWith("none of 32 GB verified; ", Seen(0, (null, null)).Coverage, StringComparison.Ordinal);
        Assert.Equal(StorageVerdict.Unknown, Seen(0, (Well with { ReadAgo = null }, Scrubbed with { Files = 0, Bytes = 0 })).Verdict);
        Assert.Contains("paused on battery", Seen(0, (null, Scrubbed with { IsPaused = true })).Coverage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, 0, false, StorageVerdict.Failed, "it gives back other bytes than were written: 1 block")]
    [InlineData(2, 0, 0, true, StorageVerdict.Failing, "its canary files are read differently each time (2 blocks")]
    [InlineData(0, 2, 0, false, StorageVerdict.Failed, "it gives back an older copy of what was written over: 2 blocks")]
    [InlineData(0, 0, 1, false, StorageVerdict.Failing, "1 read of its canary files ended in an error")]
    public void A_canary_that_changed_is_held_against_the_device_for_90_days_by_what_changed(int damaged, int copies, int unreadable, bool varies, StorageVerdict verdict, string says)
    {
        var bad = Well with { Damaged = damaged, OtherCopies = copies, Unreadable = unreadable, Varies = varies, First = "canary.0 at byte 0" };
        var found = Seen(89, (Well, null), (bad, null), (Well, null));
        Assert.Equal(verdict, found.Verdict);
        Assert.StartsWith(says, found.Evidence[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(StorageVerdict.Ok, Seen(91, (bad, null), (Well, null)).Verdict);
    }

    [Fact]
    public void An_older_writing_of_all_canaries_is_an_older_copy_and_one_that_was_removed_is_none()
    {
        var old = Seen(0, (Well, null), (Well with { Sequence = 2, Found = 2 }, null));
        Assert.Equal(StorageVerdict.Failed, old.Verdict);
        Assert.Contains("writing 2 stands where 3 was", old.Evidence[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(StorageVerdict.Ok, Seen(0, (Well, null), (Well with { Sequence = 1, Found = null }, null)).Verdict);
    }

    [Theory]
    [InlineData(2, 0, 0, "2 installed files with other bytes than the package has")]
    [InlineData(1, 1, 0, "1 installed file read differently each time")]
    [InlineData(0, 0, 3, "3 installed files not readable")]
    public void A_file_that_is_not_its_packages_is_held_against_the_device_for_30_days(int mismatched, int varying, int unreadable, string says)
    {
        var bad = Scrubbed with { Mismatched = mismatched, Varying = varying, Unreadable = unreadable, First = "/bin/cat" };
        var found = Seen(29, (null, bad), (null, Scrubbed));
        Assert.Equal(StorageVerdict.Failing, found.Verdict);
        Assert.StartsWith(says, found.Evidence[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("the first: /bin/cat", found.Evidence[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(StorageVerdict.Ok, Seen(31, (null, bad), (null, Scrubbed)).Verdict);
    }
}
