using Homelab.Domain.Storage;

namespace Homelab.Domain.Tests.Storage;

public class DrivesAreJudgedByTheirOwnWord
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly SmartReport Well = new() { ReadAgo = TimeSpan.FromHours(1), Passed = true };

    private static StorageAssessment Assess(params SmartReport?[] reports)
    {
        var node = NodeStorage.Empty;
        foreach (var smart in reports)
        {
            node = node.Take([new DeviceReport { Name = "sda", Kind = DeviceKind.Sata, Identity = "wwid", SizeBytes = 2_000_000_000_000, Smart = smart }], "boot", Noon).Next;
        }

        return StorageAssessor.Assess(Assert.Single(node.Present), Noon.AddDays(1));
    }

    private static readonly (SmartReport Smart, StorageVerdict Expected, string Sentence)[] Words =
    [
        (Well, StorageVerdict.Ok, "the drive says that it is well (SMART, asked just now)"),
        (Well with { Passed = false }, StorageVerdict.Failing, "the drive predicts its own failure (SMART)"),
        (Well with { CriticalWarning = 1 }, StorageVerdict.Failing, "the drive warns that its spare blocks run out"),
        (Well with { CriticalWarning = 2 }, StorageVerdict.Ok, "the drive says that it is well (SMART, asked just now)"),
        (Well with { CriticalWarning = 4 }, StorageVerdict.Failing, "the drive warns that it has become unreliable"),
        (Well with { CriticalWarning = 8 }, StorageVerdict.Failed, "the drive takes no more writes"),
        (Well with { AvailableSpare = 9, SpareThreshold = 10 }, StorageVerdict.Failing, "9 % of its spare blocks are left, and its maker calls 10 % too few"),
        (Well with { PercentageUsed = 89 }, StorageVerdict.Ok, "the drive says that it is well (SMART, asked just now)"),
        (Well with { PercentageUsed = 104 }, StorageVerdict.Aging, "104 % of its endurance is used, by its own estimate"),
        (Well with { ExitStatus = 16 | 64 }, StorageVerdict.Failing, "one of its attributes that predict a failure is at its threshold"),
        (Well with { ExitStatus = 32 }, StorageVerdict.Aging, "one of its attributes was at its threshold in the past"),
        (Well with { ExitStatus = 128 }, StorageVerdict.Aging, "its log of self-tests holds a failed one"),
        (Well with { Reallocated = 8 }, StorageVerdict.Aging, "the drive counts 8 sectors that it replaced, and was not seen to count more"),
    ];

    [Fact]
    public void What_it_says_is_held_against_it() => Assert.All(Words, word =>
    {
        var found = Assess(word.Smart with { ReadAgo = TimeSpan.FromSeconds(5) });

        Assert.Equal((word.Expected, word.Sentence), (found.Verdict, found.Evidence[0].Sentence));
    });

    [Fact]
    public void Any_growth_of_what_it_lost_or_replaced_is_failing()
    {
        Assert.Equal(StorageVerdict.Failing, Assess(Well with { Reallocated = 8 }, Well with { Reallocated = 9 }).Verdict);
        Assert.Equal(StorageVerdict.Failing, Assess(Well with { LostData = 0 }, Well with { LostData = 1 }, Well with { LostData = 1 }).Verdict);
        Assert.Equal(StorageVerdict.Failing, Assess(Well with { LostData = 0 }, new SmartReport(), null, Well with { LostData = 1 }).Verdict);
        Assert.Equal(StorageVerdict.Ok, Assess(Well with { LostData = 0 }, Well with { LostData = 0 }).Verdict);
    }

    [Fact]
    public void A_drive_that_nobody_asks_is_unknown_and_its_coverage_says_so()
    {
        Assert.Equal((StorageVerdict.Unknown, "none of 2 TB verified; wear and SMART: no answer"), (Assess((SmartReport?)null).Verdict, Assess((SmartReport?)null).Coverage));

        var stale = Assess(Well with { ReadAgo = TimeSpan.FromDays(4) });
        Assert.Equal((StorageVerdict.Unknown, "none of 2 TB verified; SMART: asked 4 days ago, so it says nothing of now"), (stale.Verdict, stale.Coverage));
        Assert.Equal("none of 2 TB verified; wear: 12 % of its endurance used, by its own estimate", Assess(Well with { PercentageUsed = 12 }).Coverage);
    }
}
