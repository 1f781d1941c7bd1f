using System.Collections.Immutable;

namespace Homelab.Domain.Storage;

/// <summary>All devices that a node was ever seen with. Pure: what comes in gives the next and what is to be told.</summary>
public sealed record NodeStorage(ImmutableArray<DeviceState> Devices)
{
    /// <summary>A node with ever new devices without an identity must not grow for ever.</summary>
    private const int DevicesKept = 64;

    public static readonly NodeStorage Empty = new(ImmutableArray<DeviceState>.Empty);

    public IEnumerable<DeviceState> Present => Devices.Where(device => device.IsPresent);

    /// <summary>Takes the node's whole report of one moment.</summary>
    public (NodeStorage Next, ImmutableArray<ReplacedDevice> Replaced) Take(ImmutableArray<DeviceReport> reports, string bootId, DateTimeOffset now)
    {
        var seen = reports.Select(report => Find(report) is { } known
            ? DeviceHistory.Take(known, report, bootId, now)
            : DeviceHistory.Begin(report, bootId, now)).ToList();
        var keys = seen.Select(device => device.Key).ToHashSet(StringComparer.Ordinal);
        var gone = Devices.Where(device => !keys.Contains(device.Key)).ToList();
        var replaced = seen
            .Where(device => device.HasIdentity && Find(device.Last) is null)
            .Select(device => (Now: device, Before: gone.LastOrDefault(old => old.IsPresent && old.HasIdentity && old.Last.Name == device.Last.Name)))
            .Where(pair => pair.Before is not null)
            .Select(pair => new ReplacedDevice(pair.Before!, pair.Now));
        var all = gone.Select(device => device with { IsPresent = false }).OrderBy(device => device.LastSeen).Concat(seen).ToList();
        return (new NodeStorage([.. all.Skip(Math.Max(0, all.Count - DevicesKept))]), [.. replaced]);
    }

    private DeviceState? Find(DeviceReport report)
    {
        var key = DeviceState.KeyOf(report);
        return Devices.FirstOrDefault(device => device.Key == key);
    }
}

/// <summary>Another device stands where this one stood.</summary>
public sealed record ReplacedDevice(DeviceState Before, DeviceState Now);
