using System.Text;
using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class DiskCollectorTests
{
    [Theory]
    [InlineData("sda", true)]
    [InlineData("sda1", false)]
    [InlineData("sdaa", true)]
    [InlineData("sdaa12", false)]
    [InlineData("vda", true)]
    [InlineData("xvdb3", false)]
    [InlineData("nvme0n1", true)]
    [InlineData("nvme0n1p2", false)]
    [InlineData("mmcblk0", true)]
    [InlineData("mmcblk0p1", false)]
    [InlineData("mmcblk0boot0", true)]
    [InlineData("md0", true)]
    [InlineData("dm-3", true)]
    [InlineData("loop7", false)]
    [InlineData("ram15", false)]
    [InlineData("zram0", false)]
    [InlineData("sr0", false)]
    public void Only_whole_disks_are_read(string name, bool isWhole) =>
        Assert.Equal(isWhole, BlockDeviceName.IsWholeDisk(Encoding.UTF8.GetBytes(name)));

    [Fact]
    public void Sectors_become_bytes_and_milliseconds_seconds()
    {
        using var root = new TestRoot().With("proc/diskstats", " 8 0 sda 1 2 3 4500 5 6 7 8 9 10 11\n");

        var lines = new DiskCollector(root.Root).Read().Lines;

        Assert.Equal(11, lines.Length);
        Assert.Contains("node_disk_read_bytes_total{device=\"sda\"} 1536", lines);
        Assert.Contains("node_disk_read_time_seconds_total{device=\"sda\"} 4.5", lines);
        Assert.Contains("node_disk_io_now{device=\"sda\"} 9", lines);
    }

    [Fact]
    public void A_disk_that_was_pulled_is_forgotten_and_one_put_in_is_read()
    {
        using var root = new TestRoot().With("proc/diskstats", " 8 0 sda 1\n");
        var collector = new DiskCollector(root.Root);
        collector.Read();
        root.With("proc/diskstats", " 8 16 sdb 2\n");

        Assert.Equal(["node_disk_reads_completed_total{device=\"sdb\"} 2"], collector.Read().Lines);
    }
}
