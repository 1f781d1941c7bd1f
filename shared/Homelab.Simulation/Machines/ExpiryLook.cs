using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Machines;

/// <summary>The shipped agent looks at its clock four times a second; here only when a look can change anything.</summary>
internal sealed class ExpiryLook(SimulatedMachine machine, VirtualClock clock, TimeSpan period)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private int _watch;
    private (int Process, Moment Due)? _planned;

    /// <param name="process">Of the agent: each looks for itself.</param>
    public void Plan(AgentPowerState state, int process, Action look)
    {
        if (state.Lease is not { } lease || state.HasTaken)
        {
            (_planned, _watch) = (null, _watch + 1);
            return;
        }

        var due = machine.Clock.ToTrue(lease.Expiry);
        if (due > clock.Now && _planned == (process, due))
        {
            return;
        }

        _planned = due > clock.Now ? (process, due) : null;
        var watch = ++_watch;
        clock.At(due > clock.Now ? due + (period / 2) : clock.Now + AskAgain, () => machine.WhenAwake(() =>
        {
            if (watch == _watch)
            {
                look();
            }
        }));
    }
}
