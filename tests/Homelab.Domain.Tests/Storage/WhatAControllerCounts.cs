using Homelab.Domain.Storage;

namespace Homelab.Domain.Tests.Storage;

public class WhatAControllerCounts
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static StorageAssessment Assess(double hours, params (string Boot, ControllerReport? Controller, double Hours)[] reports)
    {
        var node = NodeStorage.Empty;
        foreach (var (boot, controller, at) in reports)
        {
            node = node.Take([new DeviceReport { Name = "mmcblk0", Kind = DeviceKind.SdCard, Identity = "cid", Controller = controller }], boot, Noon.AddHours(at)).Next;
        }

        return StorageAssessor.Assess(Assert.Single(node.Present), Noon.AddHours(hours));
    }

    private static ControllerReport Counts(long checksums, long lost, double minutesAgo = 5) => new(checksums, lost, TimeSpan.FromMinutes(minutesAgo));

    [Fact]
    public void No_error_is_ok_and_a_controller_that_nobody_asked_is_unknown_and_said_to_be()
    {
        var asked = Assess(0, ("one", Counts(0, 0), 0));
        Assert.Equal((StorageVerdict.Ok, "its controller counts no new error in the last day"), (asked.Verdict, Assert.Single(asked.Evidence).Sentence));
        Assert.DoesNotContain("controller", asked.Coverage, StringComparison.Ordinal);

        var unasked = Assess(0, ("one", null, 0));
        Assert.Equal(StorageVerdict.Unknown, unasked.Verdict);
        Assert.EndsWith("its controller's errors: no answer", unasked.Coverage, StringComparison.Ordinal);
    }

    [Fact]
    public void More_errors_are_aging_since_the_kernel_asks_again_and_a_day_of_quiet_ends_them()
    {
        var found = Assess(3, ("one", Counts(1, 0), 0), ("one", Counts(3, 1), 1));

        Assert.Equal(StorageVerdict.Aging, found.Verdict);
        Assert.Equal(
            "its controller counts 4 new errors, the newest told 2 hours ago (since it met the card 3 wrong checksums and 1 lost transfer): the contacts or the card, and where the voltage was low the power supply",
            Assert.Single(found.Evidence).Sentence);
        Assert.Equal(StorageVerdict.Ok, Assess(26, ("one", Counts(3, 1), 1), ("one", Counts(3, 1), 26)).Verdict);
    }

    [Fact]
    public void A_boot_begins_its_count_anew() => Assert.Equal(StorageVerdict.Ok, Assess(31, ("one", Counts(3, 1), 0), ("two", Counts(0, 0), 30)).Verdict);

    [Fact]
    public void An_answer_of_long_ago_says_nothing_of_now()
    {
        var found = Assess(0, ("one", Counts(0, 0, minutesAgo: 180), 0));

        Assert.Equal(StorageVerdict.Unknown, found.Verdict);
        Assert.EndsWith("its controller's errors: asked 3 hours ago, so they say nothing of now", found.Coverage, StringComparison.Ordinal);
    }
}
