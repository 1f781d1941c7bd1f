using System.Collections.Immutable;

namespace Homelab.Agent.Orders;

/// <summary>For agents that power nothing off: units stay as they are, and a trial goes on as if they had stopped.</summary>
public sealed class PlayedUnitSwitch : IUnitSwitch
{
    public Task<UnitsStopped> Stop(ImmutableArray<string> units, TimeSpan bound, CancellationToken cancellationToken) =>
        Task.FromResult(new UnitsStopped(true, "played: no unit was touched", []));

    public Task<string?> Start(ImmutableArray<string> units, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
