using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>I8. An agent that comes back holds what it held: no longer a lease, and no lease less.</summary>
internal sealed class ACrashLengthensNoLease : Rule
{
    public override string Id => "I8";

    internal override void AgentRestarted(SimulatedAgent agent, AgentPowerState before, AgentPowerState after)
    {
        if (before.Lease is not { } held)
        {
            return;
        }

        if (!agent.Store.IsUpToDate)
        {
            Excused("its runtime directory had no room for what it held, and the coordinator was not told that it holds it (P10)");
        }
        else if (after.Lease is not { } kept)
        {
            Violated($"{agent.Name} held a lease before its agent crashed, and none after it");
        }
        else if (kept.Expiry > held.Expiry || (before.HasExpired && !after.HasExpired))
        {
            Violated($"{agent.Name}'s lease ended {(kept.Expiry - held.Expiry).TotalSeconds:0.0} s later after its agent crashed");
        }
        else
        {
            Held();
        }
    }
}
