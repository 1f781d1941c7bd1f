using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>Who each disk and card is, what was written to it and what it says of itself. Goes as a report of its own, not as samples.</summary>
/// <param name="stateDirectory">Where the agent keeps its own state; empty where it keeps none.</param>
internal sealed class StorageCollector(SysRoot root, string stateDirectory, StorageLooks looks, StorageReports reports, TimeProvider clock) : ICollector
{
    private const string Mounts = "proc/self/mountinfo";

    /// <summary>Where nearly all of what packages install lies.</summary>
    private const string Installed = "/usr";

    private readonly FileText _text = new();

    public string Name => "storage";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        var tree = BlockTree.Read(root, _text);
        var state = stateDirectory.Length > 0 ? DiskUnder(stateDirectory, tree) : null;
        var system = DiskUnder(Installed, tree);
        var systems = Ext4Counters.Read(root, _text, tree);
        var devices = tree.Disks.Select(disk => DeviceIdentity.Read(root, _text, disk)).Select(device => device with
        {
            HoldsState = device.Name == state,
            Complaints = Complaints(tree, device.Name),
            Controller = looks.Controller.Of(device.Name) is var (counted, countedAgo) ? counted with { ReadAgo = countedAgo } : null,
            Smart = looks.Smart.Of(device.Name) is var (said, saidAgo) && said.IsOf(device) ? said.Report with { ReadAgo = saidAgo } : null,
            FullRead = FullReadRecord.ReportOf(root, _text, device, clock.GetUtcNow()),
            Probe = device.Name == state ? looks.Probe.Last : null,
            Canary = device.Name == state ? looks.Canary.Last : null,
            Packages = device.Name == system ? looks.Packages.Last : null,
            Writes = DeviceCounters.Writes(root, _text, device.Name),
            Wear = DeviceCounters.Wear(root, _text, device.Name),
            FileSystems = [.. systems[device.Name]],
        }).Concat(MdArrays.Read(root, _text)).Concat(ZfsPools.Read(root, _text)).Concat(BtrfsFileSystems.Read(root, _text)).ToList();
        foreach (var device in devices)
        {
            into.AddFact($"storage.{device.Name}", string.Join(", ", new[] { StorageWords.Name(device.Kind), device.Model, device.Made, device.Identity }.Where(part => part.Length > 0)));
        }

        reports.Take(devices);
        return devices.Count == 0 ? CollectorOutcome.NothingHere("no disk or card") : CollectorOutcome.Ok;
    }

    /// <summary>Of the disk and of everything on it.</summary>
    private ComplaintReport? Complaints(BlockTree tree, string disk)
    {
        if (!looks.Log.IsRead)
        {
            return null;
        }

        var sum = ComplaintReport.None;
        foreach (var (device, said) in looks.Log.ByDevice)
        {
            if (device == disk || tree.DiskOf(device) == disk)
            {
                sum = new ComplaintReport(sum.Count + said.Count, said.Last);
            }
        }

        return sum;
    }

    /// <summary>That of the mount whose point is the longest beginning of the path.</summary>
    private string? DiskUnder(string path, BlockTree tree)
    {
        if (!root.Read(Mounts, _text).Succeeded)
        {
            return null;
        }

        Mount? best = null;
        var lines = new Lines(_text.Bytes);
        while (lines.TryNext(out var line))
        {
            if (Mount.Parse(line) is { } mount && IsBelow(path, mount.MountPoint) && mount.MountPoint.Length >= (best?.MountPoint.Length ?? 0))
            {
                best = mount;
            }
        }

        return best is null ? null : tree.DiskOf(best);
    }

    private static bool IsBelow(string path, string folder) =>
        folder == "/" || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
