using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>A machine that runs an agent.</summary>
public sealed record NodeConfig
{
    public required string Name { get; init; }

    /// <summary>Feeds that keep it alive; any one of them suffices.</summary>
    public ImmutableArray<string> Feeds { get; init; } = [];

    public string? Switch { get; init; }

    public bool IsCoordinator { get; init; }

    /// <summary>Declared bound of a stop, from the order to power off.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(60);

    public StartMethod Start { get; init; } = StartMethod.None;

    /// <summary>What the agent does when its path to the coordinator dies with the mains (P12); null where undeclared.</summary>
    public BlindPolicy? Blind { get; init; }

    /// <summary>How to see from outside that it is on; null where only the agent's beats tell.</summary>
    public TcpProbe? Probe { get; init; }

    /// <summary>What it draws at most; null where undeclared.</summary>
    public double? Watts { get; init; }

    /// <summary>Chips on its buses.</summary>
    public ImmutableArray<SensorConfig> Sensors { get; init; } = [];

    /// <summary>GPIO lines that are read.</summary>
    public ImmutableArray<InputConfig> Inputs { get; init; } = [];

    /// <summary>GPIO lines that are set.</summary>
    public ImmutableArray<OutputConfig> Outputs { get; init; } = [];

    public ThermalConfig Thermal { get; init; } = ThermalConfig.None;

    /// <summary>Its disks and cards of which something is declared.</summary>
    public ImmutableArray<DiskConfig> Disks { get; init; } = [];
}

/// <summary>A device without an agent.</summary>
public sealed record ApplianceConfig
{
    public required string Name { get; init; }

    public ImmutableArray<string> Feeds { get; init; } = [];

    public string? Switch { get; init; }

    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>It follows a UPS by itself (a NUT client of its own), and goes down at low battery whatever is planned (P16).</summary>
    public bool StopsItself { get; init; }

    /// <summary>What it draws at most; null where undeclared.</summary>
    public double? Watts { get; init; }
}

public enum StartKind
{
    /// <summary>Nobody can start it but a hand.</summary>
    None,

    /// <summary>It starts when power returns.</summary>
    Power,

    /// <summary>Wake-on-LAN.</summary>
    WakeOnLan,

    /// <summary>A switched outlet of its UPS: it starts when that comes on.</summary>
    Outlet,
}

public sealed record StartMethod(StartKind Kind, string? Mac = null)
{
    public static readonly StartMethod None = new(StartKind.None);

    public static readonly StartMethod Power = new(StartKind.Power);

    public static StartMethod WakeOnLan(string mac) => new(StartKind.WakeOnLan, mac);

    public static StartMethod ByOutlet(OutletPlace outlet) => new(StartKind.Outlet) { Outlet = outlet };

    /// <summary>Null unless it is started by one.</summary>
    public OutletPlace? Outlet { get; init; }
}

/// <summary>A switched outlet of a UPS, by NUT's number (<c>outlet.N</c>).</summary>
/// <param name="StandbyWatts">What it shows at most while its node is off.</param>
public sealed record OutletPlace(string Feed, int Number, double StandbyWatts = 0)
{
    public override string ToString() => $"outlet {Number} of {Feed}";
}

/// <summary>Null <paramref name="StopAfter"/> means stay.</summary>
public sealed record BlindPolicy(TimeSpan? StopAfter);

/// <summary>A TCP port of the node that answers while it runs.</summary>
public sealed record TcpProbe(int Port);
