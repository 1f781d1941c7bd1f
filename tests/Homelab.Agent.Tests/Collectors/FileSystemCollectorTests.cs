using System.Text;
using Homelab.Agent.Collectors;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Tests.Collectors;

public class FileSystemCollectorTests
{
    private const string Disk = "27 1 259:2 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";

    [Fact]
    public void A_mount_line_is_read_with_its_escapes_and_optional_fields()
    {
        var mount = Mount.Parse("45 27 8:65 / /media/usb\\040backup ro,nosuid shared:23 master:2 - exfat /dev/sde1 rw"u8);

        Assert.Equal(new Mount("/dev/sde1", "/media/usb backup", "exfat", true) { Number = "8:65" }, mount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("45 27 8:65 / /mnt")]
    [InlineData("45 27 8:65 / /mnt rw shared:1")]
    [InlineData("45 27 8:65 / /mnt rw - ext4")]
    public void A_broken_mount_line_is_none(string line) => Assert.Null(Mount.Parse(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData("/srv/tank", "ext4", true)]
    [InlineData("/media/usb", "exfat", true)]
    [InlineData("/mnt/tank", "nfs4", true)]
    [InlineData("/tmp", "tmpfs", true)]
    [InlineData("/run/user/1000", "tmpfs", false)]
    [InlineData("/dev", "devtmpfs", false)]
    [InlineData("/var/lib/docker/overlay2/x/merged", "overlay", false)]
    [InlineData("/snap/core", "squashfs", false)]
    [InlineData("/runner", "ext4", true)]
    public void Only_mounts_with_room_of_their_own_count(string mountPoint, string type, bool counts) =>
        Assert.Equal(counts, new Mount("d", mountPoint, type, false).HasRoom);

    [Fact]
    public void The_first_process_s_mounts_come_before_the_agent_s_own()
    {
        var lines = Read(new PlayedSizes(), new TestRoot().With("proc/1/mountinfo", Disk).With("proc/self/mountinfo", Disk.Replace("rw", "ro", StringComparison.Ordinal)));

        Assert.Contains("node_filesystem_readonly{device=\"/dev/sda1\",fstype=\"ext4\",mountpoint=\"/\"} 0", lines.Lines);
        Assert.Contains("node_filesystem_avail_bytes{device=\"/dev/sda1\",fstype=\"ext4\",mountpoint=\"/\"} 8192", lines.Lines);
    }

    [Fact]
    public void A_mount_over_another_hides_it()
    {
        var lines = Read(new PlayedSizes(), new TestRoot().With("proc/1/mountinfo", Disk + "28 27 0:9 / / rw - xfs /dev/sdb1 rw\n"));

        Assert.DoesNotContain(lines.Lines, line => line.Contains("/dev/sda1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dead_server_is_named_and_the_other_file_systems_are_read()
    {
        var (outcome, lines) = new FileSystemCollector(TestRoot.Captured("server"), new CapturedFileSystemSizes(TestRoot.Captured("server"))).Read();

        Assert.Equal(CollectorOutcome.Failed("/mnt/tank does not answer"), outcome);
        Assert.Contains("node_filesystem_device_error{device=\"nas.lan:/srv/tank\",fstype=\"nfs4\",mountpoint=\"/mnt/tank\"} 1", lines);
        Assert.Equal(3, lines.Count(line => line.StartsWith("node_filesystem_size_bytes", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ext4")]
    [InlineData("nfs4")]
    public void The_kernel_is_asked_about_local_and_distant_file_systems_alike(string type)
    {
        var sizes = new KernelFileSystemSizes(TimeSpan.FromSeconds(30));

        Assert.Equal(SizeAnswer.Known, sizes.Ask(new Mount("d", "/", type, false), out var size));
        Assert.True(size.SizeBytes > 0 && size.FreeBytes >= size.AvailableBytes);
        Assert.Equal(SizeAnswer.Refused, sizes.Ask(new Mount("d", "/not/there", type, false), out _));
    }

    private static (CollectorOutcome Outcome, string[] Lines) Read(IFileSystemSizes sizes, TestRoot root)
    {
        using (root)
        {
            return new FileSystemCollector(root.Root, sizes).Read();
        }
    }

    private sealed class PlayedSizes : IFileSystemSizes
    {
        public SizeAnswer Ask(Mount mount, out FileSystemSize size)
        {
            size = FileSystemSize.FromBlocks(4096, 10, 3, 2, 100, 50);
            return SizeAnswer.Known;
        }
    }
}
