using System.Collections.Immutable;

namespace Homelab.Agent.Orders;

/// <summary>Stops and starts units, one order after the other.</summary>
public interface IUnitSwitch
{
    /// <summary>True where all of them are inactive before the bound. Never throws; the sentence says why not.</summary>
    Task<UnitsStopped> Stop(ImmutableArray<string> units, TimeSpan bound, CancellationToken cancellationToken);

    /// <summary>Null where systemd took it, or a sentence.</summary>
    Task<string?> Start(ImmutableArray<string> units, CancellationToken cancellationToken);
}

/// <param name="WereActive">What of it ran before.</param>
public sealed record UnitsStopped(bool Stopped, string Detail, ImmutableArray<string> WereActive);
