using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>What the way back waits for, for the reader.</summary>
public sealed partial class OutageEngine
{
    private (IReadOnlyDictionary<string, ObservedNode> Nodes, Moment At) _sight = (ImmutableDictionary<string, ObservedNode>.Empty, Moment.Zero);

    /// <summary>Who is to be on again and is not yet; empty while an outage runs.</summary>
    public ImmutableArray<ReturnWait> Returning => State.IsRunning ? [] : ReturnWait.Of(State.Return, _lab, WaitsFor);

    private ImmutableArray<string> WaitsFor(string name) =>
        StartNeeds.Missing(name, _lab, _startOrder ?? StartOrder.None, State.Return, _sight.Nodes, State.Return.Since ?? _startedAt, _sight.At);
}
