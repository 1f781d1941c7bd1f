using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>
/// Room on every mounted file system. The mounts are those of the first process, since a service of systemd's may see others; where that
/// is hidden, the agent's own.
/// </summary>
public sealed class FileSystemCollector(SysRoot root, IFileSystemSizes sizes) : ICollector
{
    private const string HostMounts = "proc/1/mountinfo";
    private const string OwnMounts = "proc/self/mountinfo";

    private readonly FileText _text = new();
    private readonly Dictionary<string, Mount> _mounts = new(StringComparer.Ordinal);
    private readonly Dictionary<Mount, Series[]> _series = [];

    public string Name => "filesystems";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        var read = root.Read(HostMounts, _text);
        if (!read.Succeeded)
        {
            read = root.Read(OwnMounts, _text);
        }

        if (!read.Succeeded)
        {
            return CollectorOutcome.Of(read, OwnMounts);
        }

        ReadMounts();
        string? hangs = null;
        foreach (var mount in _mounts.Values)
        {
            var answer = Add(mount, into);
            hangs ??= answer == SizeAnswer.Hangs ? mount.MountPoint : null;
        }

        return _mounts.Count == 0 ? CollectorOutcome.NothingHere("no file system with room of its own")
            : hangs is not null ? CollectorOutcome.Failed($"{hangs} does not answer")
            : CollectorOutcome.Ok;
    }

    private void ReadMounts()
    {
        _mounts.Clear();
        var lines = new Lines(_text.Bytes);
        while (lines.TryNext(out var line))
        {
            if (Mount.Parse(line) is { HasRoom: true } mount)
            {
                // A later mount hides an earlier one at the same place, and statvfs sees the later.
                _mounts[mount.MountPoint] = mount;
            }
        }

        foreach (var gone in _series.Keys.Where(mount => _mounts.GetValueOrDefault(mount.MountPoint) != mount).ToArray())
        {
            _series.Remove(gone);
        }
    }

    private SizeAnswer Add(Mount mount, Collection into)
    {
        if (!_series.TryGetValue(mount, out var series))
        {
            _series[mount] = series = SeriesOf(mount);
        }

        var answer = sizes.Ask(mount, out var size);
        into.Add(series[0], answer == SizeAnswer.Known ? 0 : 1);
        into.Add(series[1], mount.IsReadOnly ? 1 : 0);
        if (answer == SizeAnswer.Known)
        {
            into.Add(series[2], size.SizeBytes);
            into.Add(series[3], size.FreeBytes);
            into.Add(series[4], size.AvailableBytes);
            into.Add(series[5], size.Files);
            into.Add(series[6], size.FilesFree);
        }

        return answer;
    }

    private static Series[] SeriesOf(Mount mount)
    {
        var labels = Labels.Of(("device", mount.Device), ("fstype", mount.FileSystemType), ("mountpoint", mount.MountPoint));
        Series Of(string what, string unit) => new($"node_filesystem_{what}", labels, unit, SeriesKind.Gauge, "filesystems");
        return
        [
            Of("device_error", ""), Of("readonly", ""), Of("size_bytes", "bytes"), Of("free_bytes", "bytes"), Of("avail_bytes", "bytes"),
            Of("files", ""), Of("files_free", ""),
        ];
    }
}
