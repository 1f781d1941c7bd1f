using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Supply;

/// <summary>
/// What each UPS truly carries, where the watts of everything on it are declared. What hangs on several draws evenly from those that are live, and what is off
/// draws nothing. The bare mains carry nothing that a UPS can.
/// </summary>
internal sealed class TrueLoad
{
    private readonly IReadOnlyDictionary<string, SimulatedMachine> _machines;
    private readonly Func<string, bool> _isLive;
    private readonly Dictionary<string, double> _ratios = [];
    private readonly Dictionary<string, (ImmutableArray<Device> Devices, double Whole)> _upses;

    /// <param name="isLive">Of a UPS; false of anything else.</param>
    public TrueLoad(LabConfig lab, IReadOnlyDictionary<string, SimulatedMachine> machines, Func<string, bool> isLive)
    {
        (_machines, _isLive) = (machines, isLive);
        var upses = lab.Feeds.Where(feed => !feed.IsMains).Select(feed => feed.Name).ToHashSet();
        var devices = lab.Nodes.Select(node => new Device(node.Name, [.. node.Feeds.Where(upses.Contains)], node.Watts))
            .Concat(lab.Appliances.Select(appliance => new Device(appliance.Name, [.. appliance.Feeds.Where(upses.Contains)], appliance.Watts)))
            .ToList();
        _upses = upses
            .Select(ups => (Name: ups, Devices: devices.Where(device => device.Feeds.Contains(ups)).ToImmutableArray()))
            .Where(ups => !ups.Devices.IsEmpty && ups.Devices.All(device => device.Watts is > 0))
            .ToDictionary(ups => ups.Name, ups => (ups.Devices, ups.Devices.Sum(device => device.Watts!.Value / device.Feeds.Length)));
    }

    /// <summary>Of its declared watts, from now on.</summary>
    public void Draws(string device, double ratio) => _ratios[device] = ratio;

    /// <returns>In watts, what it carries now, and with everything on and every UPS live; null where nobody declared that.</returns>
    public (double Now, double Whole)? Of(string ups) =>
        _upses.TryGetValue(ups, out var known) ? (known.Devices.Sum(device => Share(device, ups)), known.Whole) : null;

    private double Share(Device device, string ups)
    {
        var isOn = !_machines.TryGetValue(device.Name, out var machine) || machine.IsOn;
        return isOn && _isLive(ups) ? device.Watts!.Value * _ratios.GetValueOrDefault(device.Name, 1) / device.Feeds.Count(_isLive) : 0;
    }

    private sealed record Device(string Name, ImmutableArray<string> Feeds, double? Watts);
}
