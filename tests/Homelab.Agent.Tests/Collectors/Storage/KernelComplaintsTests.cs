using System.Text;
using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.Domain.Storage;
using Homelab.TestKit.Processes;

namespace Homelab.Agent.Tests.Collectors.Storage;

public class KernelComplaintsTests
{
    /// <summary>Words of the kernel's sources: blk-core.c, buffer.c, ext4, jbd2, drivers/mmc; the form of a record by ABI/testing/dev-kmsg.</summary>
    [Theory]
    [InlineData("3,1201,5140900,-;blk_update_request: I/O error, dev mmcblk0, sector 123456 op 0x0:(READ) flags 0x80700", "mmcblk0")]
    [InlineData("3,1201,5140900,-;I/O error, dev sda, sector 2048 op 0x1:(WRITE) flags 0x800 phys_seg 1 prio class 2", "sda")]
    [InlineData("3,1202,5140901,-;Buffer I/O error on dev sda2, logical block 77, lost async page write", "sda2")]
    [InlineData("2,1203,5140902,-;EXT4-fs error (device mmcblk0p2): ext4_lookup:1785: inode #2: comm ls: deleted inode referenced: 12", "mmcblk0p2")]
    [InlineData("2,1204,5140903,-;EXT4-fs (nvme0n1p2): Remounting filesystem read-only", "nvme0n1p2")]
    [InlineData("3,1205,5140904,-;Aborting journal on device sda2-8.", "sda2")]
    [InlineData("3,1206,5140905,-;mmcblk0: error -110 sending status command, retrying", "mmcblk0")]
    [InlineData("3,1207,5140906,-;mmcblk0: timed out sending SET_BLOCK_COUNT command, card status 0x400900, error -84", "mmcblk0")]
    public void A_complaint_names_its_device(string record, string device)
    {
        var complaint = StorageComplaint.Parse(Encoding.UTF8.GetBytes(record));

        Assert.Equal(device, complaint?.Device);
        Assert.Equal(record[(record.IndexOf(';', StringComparison.Ordinal) + 1)..], complaint?.Text);
    }

    [Theory]
    [InlineData("6,1208,5140907,-;EXT4-fs (mmcblk0p2): mounted filesystem with ordered data mode")]
    [InlineData("3,1209,5140908,-;mmc1: error -110 whilst initialising SD card")]
    [InlineData("6,1210,5140909,-;mmcblk0: mmc0:aaaa SC32G 29.7 GiB")]
    [InlineData(" SUBSYSTEM=block;I/O error, dev sda, sector 1")]
    [InlineData("I/O error, dev sda")]
    [InlineData(";I/O error, dev , sector 1")]
    public void What_is_none_is_none(string record) => Assert.Null(StorageComplaint.Parse(Encoding.UTF8.GetBytes(record)));

    [Fact]
    public void Complaints_are_counted_device_by_device_and_each_once()
    {
        using var root = new TestRoot().With("dev/kmsg", "3,1,1,-;I/O error, dev sda, sector 1\n SUBSYSTEM=block\n3,2,2,-;Buffer I/O error on dev sda2, logical block 7\n3,3,3,-;I/O error, dev sda, sector 9\n");
        using var log = new KernelComplaints(root.Root);

        Assert.Equal(CollectorOutcome.Ok, log.Round().Outcome);
        Assert.Equal(CollectorOutcome.Ok, log.Round().Outcome);

        Assert.Equal(new ComplaintReport(2, "I/O error, dev sda, sector 9"), log.ByDevice["sda"]);
        Assert.Equal(new ComplaintReport(1, "Buffer I/O error on dev sda2, logical block 7"), log.ByDevice["sda2"]);
    }

    [Fact]
    public void A_log_that_may_not_be_read_is_not_an_empty_one()
    {
        using var root = new TestRoot();
        Directory.CreateDirectory(Path.Combine(root.Path, "dev"));
        File.CreateSymbolicLink(Path.Combine(root.Path, "dev/kmsg"), "kmsg-that-loops");
        File.CreateSymbolicLink(Path.Combine(root.Path, "dev/kmsg-that-loops"), "kmsg");
        using var log = new KernelComplaints(root.Root);

        Assert.NotEqual(OutcomeKind.Ok, log.Round().Outcome.Kind);
        Assert.False(log.IsRead);
    }

    /// <summary>As homelab-kernel-log.service does it: a pipe, parts of records, and all of them again after it ended.</summary>
    [Fact]
    public async Task A_log_that_is_handed_on_is_counted_once_whatever_its_pieces_and_is_none_while_nobody_hands_it_on()
    {
        using var root = new TestRoot();
        var pipe = Path.Combine(root.Path, "run/homelab-kernel-log/records");
        Directory.CreateDirectory(Path.GetDirectoryName(pipe)!);
        Assert.Equal(0, (await Command.RunAsync("mkfifo", [pipe], cancellation: TestContext.Current.CancellationToken)).ExitCode);
        using var log = new KernelComplaints(root.Root);
        Assert.Equal(OutcomeKind.Failed, log.Round().Outcome.Kind);
        Assert.False(log.IsRead);

        const string Records = "3,1,1,-;I/O error, dev sda, sector 1\n SUBSYSTEM=block\n3,2,2,-;I/O error, dev sda, sector 9\n";
        foreach (var (said, count) in (ReadOnlySpan<(string, int)>)[(Records, 2), (Records + "3,3,3,-;I/O error, dev sda, sector 11\n", 3)])
        {
            // Open for both, so that nobody waits for the other end.
            using var writer = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            log.Round();
            writer.Write(Encoding.UTF8.GetBytes(said[..40]));
            Assert.Equal(CollectorOutcome.Ok, log.Round().Outcome);
            writer.Write(Encoding.UTF8.GetBytes(said[40..]));
            Assert.Equal(CollectorOutcome.Ok, log.Round().Outcome);
            Assert.True(log.IsRead);
            Assert.Equal(count, log.ByDevice["sda"].Count);
        }

        Assert.Equal(OutcomeKind.Failed, log.Round().Outcome.Kind);
        Assert.False(log.IsRead);
        Assert.Equal(3, log.ByDevice["sda"].Count);
    }

    /// <summary>This machine's own log, which never ends: the round has to, and a second one finds little more.</summary>
    [Fact]
    public void This_kernels_log_is_read_without_waiting_for_its_next_record()
    {
        using var log = new KernelComplaints(new SysRoot("/"));

        var outcome = log.Round().Outcome;

        Assert.True(outcome.Kind is OutcomeKind.Ok or OutcomeKind.NothingHere || outcome.Detail.Contains("homelab-kernel-log", StringComparison.Ordinal), outcome.Detail);
    }
}
