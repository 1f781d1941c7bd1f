using Homelab.Domain.Storage;

namespace Homelab.Domain.Tests.Storage;

public class VolumesAreJudged
{
    private static StorageAssessment Assess(VolumeReport volume)
    {
        var now = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
        var report = new DeviceReport { Name = "md0", Kind = DeviceKind.Array, Identity = "uuid", Volume = volume };
        return StorageAssessor.Assess(DeviceHistory.Begin(report, "boot", now), now);
    }

    [Theory]
    [InlineData(VolumeCondition.Whole, 0, false, 0, "raid1", StorageVerdict.Ok, "the raid1 array has all its members (clean)")]
    [InlineData(VolumeCondition.Degraded, 1, true, 0, "raid1", StorageVerdict.Failing, "the raid1 array runs without 1 of its 2 members, and rebuilds")]
    [InlineData(VolumeCondition.Degraded, 1, false, 0, "raid1", StorageVerdict.Failing, "the raid1 array runs without 1 of its 2 members, and nothing rebuilds it")]
    [InlineData(VolumeCondition.Degraded, 0, true, 0, "", StorageVerdict.Failing, "the pool runs without some of its members, and rebuilds")]
    [InlineData(VolumeCondition.Broken, 0, false, 0, "raid5", StorageVerdict.Failed, "the raid5 array is clean")]
    [InlineData(VolumeCondition.Whole, 0, false, 8, "raid1", StorageVerdict.Aging, "its last check found 8 sectors that differ between members")]
    [InlineData(VolumeCondition.Whole, 0, false, 8, "raid5", StorageVerdict.Failing, "its last check found 8 sectors that differ between members")]
    public void A_volume_is_judged_by_its_members(VolumeCondition condition, int missing, bool rebuilds, long mismatches, string level, StorageVerdict expected, string sentence)
    {
        var found = Assess(new VolumeReport(condition, "clean", level, 2, missing, rebuilds, mismatches));

        Assert.Equal((expected, sentence), (found.Verdict, found.Evidence[0].Sentence));
    }

    [Fact]
    public void A_word_that_is_not_known_is_unknown_and_not_ok() =>
        Assert.Equal(StorageVerdict.Unknown, Assess(new VolumeReport(VolumeCondition.Other, "odd", "raid1", 2, 0, false, 0)).Verdict);
}
