using Homelab.Domain.Storage;

namespace Homelab.Domain.Tests.Storage;

public class WhatTheKernelComplainsOf
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static StorageAssessment Assess(double hours, params (string Boot, long? Count, double Hours)[] reports)
    {
        var node = NodeStorage.Empty;
        foreach (var (boot, count, at) in reports)
        {
            var report = new DeviceReport { Name = "sda", Kind = DeviceKind.Sata, Identity = "wwid", Complaints = count is { } number ? new ComplaintReport(number, number > 0 ? "I/O error, dev sda" : "") : null };
            node = node.Take([report], boot, Noon.AddHours(at)).Next;
        }

        return StorageAssessor.Assess(Assert.Single(node.Present), Noon.AddHours(hours));
    }

    [Fact]
    public void No_complaint_is_ok_and_a_log_that_is_not_read_is_unknown()
    {
        Assert.Equal(StorageVerdict.Ok, Assess(0, ("one", 0, 0)).Verdict);
        Assert.Equal(StorageVerdict.Unknown, Assess(0, ("one", null, 0)).Verdict);
    }

    [Fact]
    public void Complaints_of_the_last_day_are_failing_and_told_in_the_kernels_words()
    {
        var found = Assess(6, ("one", 0, 0), ("one", 2, 1), ("one", 5, 3), ("one", 5, 5));

        Assert.Equal(StorageVerdict.Failing, found.Verdict);
        Assert.Equal("the kernel's log holds 5 errors of it, the first told 5 hours ago, the newest 3 hours ago: \"I/O error, dev sda\"", found.Evidence[0].Sentence);
    }

    [Fact]
    public void A_day_of_quiet_ends_them() => Assert.Equal(StorageVerdict.Ok, Assess(28, ("one", 5, 0), ("one", 5, 27)).Verdict);

    [Fact]
    public void A_boot_begins_its_count_anew()
    {
        Assert.Equal(StorageVerdict.Ok, Assess(31, ("one", 5, 0), ("two", 0, 30)).Verdict);
        Assert.StartsWith("the kernel's log holds 3 errors of it", Assess(31, ("one", 5, 0), ("two", 3, 30)).Evidence[0].Sentence, StringComparison.Ordinal);
    }
}
