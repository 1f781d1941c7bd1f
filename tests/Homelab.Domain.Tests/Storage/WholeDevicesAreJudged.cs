using Homelab.Domain.Storage;

namespace Homelab.Domain.Tests.Storage;

public class WholeDevicesAreJudged
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly FullReadReport Going = new(TimeSpan.FromDays(3), null, 8_000_000_000, 0, 0, null, null, false);
    private static readonly FullReadReport Ended = new(TimeSpan.FromDays(3), TimeSpan.FromHours(5), 32_000_000_000, 0, 0, TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(40), false);
    private static readonly FullReadReport Bad = Ended with { Unreadable = 2, FirstAt = 12_300_000_000 };

    private static DeviceState Seen(params (FullReadReport? Pass, double Days)[] reports)
    {
        var node = NodeStorage.Empty;
        foreach (var (pass, days) in reports)
        {
            node = node.Take([new DeviceReport { Name = "sda", Kind = DeviceKind.Sata, Identity = "naa.1", SizeBytes = 32_000_000_000, FullRead = pass }], "boot-1", Noon.AddDays(days)).Next;
        }

        return Assert.Single(node.Present);
    }

    private static StorageAssessment Judged(double days, params (FullReadReport? Pass, double Days)[] reports) => StorageAssessor.Assess(Seen(reports), Noon.AddDays(days));

    [Fact]
    public void That_all_of_it_could_be_read_is_evidence_for_90_days_and_verifies_nothing()
    {
        var found = Judged(0, (Ended, 0));
        Assert.Equal((StorageVerdict.Ok, "full_read", "all of it could be read, 5 hours ago"), (found.Verdict, found.Evidence[0].Signal, found.Evidence[0].Sentence));
        Assert.StartsWith("none of 32 GB verified; ", found.Coverage, StringComparison.Ordinal);
        Assert.Equal(StorageVerdict.Ok, Judged(89, (Ended, 0), (Going, 30)).Verdict);
        Assert.Equal(StorageVerdict.Unknown, Judged(91, (Ended, 0)).Verdict);
    }

    [Fact]
    public void A_pass_that_goes_on_is_coverage_and_no_evidence()
    {
        var found = Judged(0, (Going, 0));
        Assert.Equal((StorageVerdict.Unknown, 0), (found.Verdict, found.Evidence.Length));
        Assert.Contains("; 25 % of it read since 3 days ago; ", found.Coverage, StringComparison.Ordinal);
        Assert.Contains("25 % of it read since 3 days ago, paused on battery", Judged(0, (Going with { IsPaused = true }, 0)).Coverage, StringComparison.Ordinal);
    }

    [Fact]
    public void Pieces_that_could_not_be_read_are_held_against_it_until_all_of_it_could_or_for_90_days()
    {
        var found = Judged(0, (Bad, 0));
        Assert.Equal(StorageVerdict.Failing, found.Verdict);
        Assert.Equal("2 pieces of 64 KiB could not be read for an input/output error (last seen 5 hours ago, the first at 12 GB)", found.Evidence[0].Sentence);
        Assert.Equal(StorageVerdict.Failing, Judged(40, (Bad, 0), (Going with { BeganAgo = TimeSpan.FromDays(1) }, 40)).Verdict);
        Assert.Equal(StorageVerdict.Ok, Judged(40, (Bad, 0), (Ended, 40)).Verdict);
        Assert.Equal(StorageVerdict.Unknown, Judged(91, (Bad, 0)).Verdict);
    }

    [Fact]
    public void What_was_met_in_a_pass_is_not_taken_back_by_the_end_of_another_that_began_before() =>
        Assert.Equal(StorageVerdict.Failing, Judged(1, (Bad with { EndedAgo = null }, 0), (Ended with { BeganAgo = TimeSpan.FromDays(2) }, 1)).Verdict);

    [Theory]
    [InlineData(150, 40, true)]
    [InlineData(110, 40, false)]
    [InlineData(45, 4, false)]
    [InlineData(5000, null, false)]
    public void One_that_takes_three_times_as_long_as_it_did_is_aging(int slow, int? usual, bool isAging)
    {
        var pass = Ended with { Slow = TimeSpan.FromMilliseconds(slow), Usual = usual is { } known ? TimeSpan.FromMilliseconds(known) : null };
        var found = Judged(0, (pass, 0));
        Assert.Equal(isAging ? StorageVerdict.Aging : StorageVerdict.Ok, found.Verdict);
        Assert.Equal(isAging, found.Evidence.Any(item => item.Sentence == "one read in a hundred takes 150 ms or more, and took 40 ms in earlier passes"));
    }
}
