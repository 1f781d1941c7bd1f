using Homelab.Domain.Shutdown;
using Homelab.Host;
using Homelab.Host.Systemd;

namespace Homelab.Agent.Orders;

/// <summary>
/// Watches the agent's lease from a process of its own (P10). systemd starts it while a lease binds, restarts it when it hangs, and powers the
/// machine off when it ends with <see cref="LeaseRanOut"/>: no inhibitor, no D-Bus and no agent is asked.
/// </summary>
public sealed class LeaseEnforcer(string runtimeDirectory, string bootId, SdNotify systemd, TimeProvider clock)
{
    /// <summary>The exit code at which homelab-lease.service powers the machine off.</summary>
    public const int LeaseRanOut = 12;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <returns>The lease that ran out, and how the machine is to end by it; null when none binds any more.</returns>
    public async Task<(AgentLease Lease, PowerEnd End)?> Watch()
    {
        systemd.Ready();
        (AgentLease Lease, PowerEnd End)? last = null;
        while (File.Exists(PowerFile.MarkOf(runtimeDirectory)))
        {
            // A file that cannot be read takes nothing back: what it said last still counts.
            last = PowerFile.LeaseOf(runtimeDirectory, bootId) ?? last;
            if (LeaseEnforcement.IsOver(last?.Lease, clock.Now()))
            {
                return last;
            }

            systemd.FeedWatchdog();
            await Task.Delay(Period, clock);
        }

        return null;
    }
}
