using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.Domain.Storage;

namespace Homelab.Agent.Tests.Collectors.Storage;

/// <summary>Files and words as the kernel's documents have them: admin-guide/md, btrfs(5), and OpenZFS's kstat of a pool's state.</summary>
public class VolumesAreRead
{
    private static TestRoot Array(string state, string degraded, string action = "idle") => new TestRoot()
        .With("sys/block/md0/md/array_state", state + "\n").With("sys/block/md0/md/degraded", degraded + "\n").With("sys/block/md0/md/level", "raid1\n")
        .With("sys/block/md0/md/raid_disks", "2\n").With("sys/block/md0/md/sync_action", action + "\n").With("sys/block/md0/md/mismatch_cnt", "128\n").With("sys/block/md0/size", "2048\n");

    [Theory]
    [InlineData("clean", "0", "idle", VolumeCondition.Whole, false)]
    [InlineData("active", "1", "recover", VolumeCondition.Degraded, true)]
    [InlineData("inactive", "1", "idle", VolumeCondition.Broken, false)]
    [InlineData("a word of a later kernel", "0", "idle", VolumeCondition.Other, false)]
    public void An_md_array_tells_its_state_and_how_many_it_lacks(string state, string degraded, string action, VolumeCondition condition, bool rebuilds)
    {
        using var root = Array(state, degraded, action);

        var array = Assert.Single(MdArrays.Read(root.Root, new FileText()));

        Assert.Equal((DeviceKind.Array, "md0", 1_048_576L), (array.Kind, array.Name, array.SizeBytes));
        Assert.Equal(new VolumeReport(condition, state, "raid1", 2, degraded == "1" ? 1 : 0, rebuilds, 128), array.Volume);
    }

    [Theory]
    [InlineData("ONLINE", VolumeCondition.Whole)]
    [InlineData("DEGRADED", VolumeCondition.Degraded)]
    [InlineData("SUSPENDED", VolumeCondition.Broken)]
    [InlineData("WHATEVER", VolumeCondition.Other)]
    public void A_ZFS_pool_tells_its_state(string state, VolumeCondition condition)
    {
        using var root = new TestRoot().With("proc/spl/kstat/zfs/tank/state", state + "\n").With("proc/spl/kstat/zfs/arcstats", "13 1 0x01\n");

        var pool = Assert.Single(ZfsPools.Read(root.Root, new FileText()));

        Assert.Equal((DeviceKind.ZfsPool, "tank", condition), (pool.Kind, pool.Name, pool.Volume!.Condition));
    }

    [Fact]
    public void A_btrfs_tells_missing_devices_and_sums_the_errors_of_all()
    {
        const string Folder = "sys/fs/btrfs/9b3f2c1e-0d5e-4f52-9c0e-6d3f0a1b2c3d";
        using var root = new TestRoot().With($"{Folder}/label", "photos\n").With("sys/fs/btrfs/features/raid1c34", "0\n")
            .With($"{Folder}/devinfo/1/missing", "0\n").With($"{Folder}/devinfo/1/error_stats", "write_errs 1\nread_errs 2\nflush_errs 0\ncorruption_errs 3\ngeneration_errs 0\n")
            .With($"{Folder}/devinfo/2/missing", "1\n").With($"{Folder}/devinfo/2/error_stats", "write_errs 0\nread_errs 4\nflush_errs 0\ncorruption_errs 0\ngeneration_errs 0\n");

        var system = Assert.Single(BtrfsFileSystems.Read(root.Root, new FileText()));

        Assert.Equal(new VolumeReport(VolumeCondition.Degraded, "degraded", "", 2, 1, false, 0), system.Volume);
        Assert.Equal(("photos", 10L), (system.FileSystems[0].Device, system.FileSystems[0].Errors));

        root.Remove($"{Folder}/devinfo/2/error_stats");
        Assert.Empty(Assert.Single(BtrfsFileSystems.Read(root.Root, new FileText())).FileSystems);
    }
}
