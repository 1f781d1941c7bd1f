using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>I4. What was sent to another boot, for another outage or under a lower (epoch, generation) moves nobody.</summary>
internal sealed class StaleMessagesChangeNothing : Rule
{
    /// <summary>What each boot of a node truly obeyed last, whatever its agent remembers.</summary>
    private readonly Dictionary<string, Fence> _obeyed = [];

    public override string Id => "I4";

    internal override void AgentTook(SimulatedAgent agent, AgentPowerInput input, AgentPowerState before, AgentPowerState after)
    {
        if (Message(input) is not { } message)
        {
            return;
        }

        var moved = Obeyed(input, before, after);
        var why = Stale(agent, input, message.BootId, message.Fence, before);
        if (why is null)
        {
            if (moved)
            {
                _obeyed[agent.Machine.BootId] = message.Fence;
            }

            return;
        }

        if (moved)
        {
            Violated($"{agent.Name} obeyed a {input.GetType().Name} {why}");
        }
        else
        {
            Held();
        }
    }

    private string? Stale(SimulatedAgent agent, AgentPowerInput input, string? bootId, Fence fence, AgentPowerState before) =>
        bootId is not null && bootId != agent.Machine.BootId ? $"for {bootId} as {agent.Machine.BootId}"
        : _obeyed.TryGetValue(agent.Machine.BootId, out var obeyed) && fence.IsOlderThan(obeyed) ? $"under {fence} after {obeyed}"
        : input is AgentPowerInput.EndedCame ended && before.Lease is { } lease && lease.OutageId != ended.OutageId ? $"of {ended.OutageId} in {lease.OutageId}"
        : null;

    private static (string? BootId, Fence Fence)? Message(AgentPowerInput input) => input switch
    {
        AgentPowerInput.LeaseCame lease => (lease.BootId, lease.Fence),
        AgentPowerInput.OrderCame order => (order.BootId, order.Fence),
        AgentPowerInput.EndedCame ended => (ended.BootId, ended.Fence),
        AgentPowerInput.WatchCame watch => (null, watch.Fence),
        _ => null,
    };

    /// <summary>Expiry aside, and what an agent concludes alone in the same moment: no message causes them.</summary>
    private static bool Obeyed(AgentPowerInput input, AgentPowerState before, AgentPowerState after) => input switch
    {
        AgentPowerInput.LeaseCame came => after.Lease is { } held && held.OutageId == came.OutageId && Given(held) != Given(before.Lease),
        AgentPowerInput.WatchCame => after.Watch != before.Watch,
        AgentPowerInput.OrderCame => after.Orders.Count > before.Orders.Count,
        _ => before.Lease is { Advisory: false } && after.Lease is null && after.MayPowerOff,
    };

    /// <summary>What of a lease only a message changes, and no reading of its holder's own.</summary>
    private static (Fence Fence, ulong Sequence, Moment? Granted)? Given(AgentLease? lease) => lease is null ? null : (lease.Fence, lease.Sequence, lease.Granted);
}
