using Homelab.Domain.Shutdown;
using Homelab.Simulation.Control;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>
/// One of the rules that docs/power-rules.md numbers I1 to I11, held against the truth of a simulated lab. A rule sees what happens and
/// what goes over the wire; of the planner it sees only what the rule itself speaks of.
/// </summary>
public abstract class Rule
{
    /// <summary>As in docs/power-rules.md, such as I1.</summary>
    public abstract string Id { get; }

    /// <summary>Under which name it is counted where it looked and held.</summary>
    internal virtual string HeldAs => Id;

    /// <summary>What it demands, in a few words.</summary>
    public string Name => GetType().Name;

    internal SimulatedLab Lab { get; set; } = null!;

    internal RuleBook Book { get; set; } = null!;

    /// <summary>Once a second of true time.</summary>
    internal virtual void Sampled()
    {
    }

    internal virtual void FeedChanged(string feed)
    {
    }

    internal virtual void OutletGoesOff(SimulatedMachine machine)
    {
    }

    internal virtual void LostPower(SimulatedMachine machine)
    {
    }

    internal virtual void LostPowerWhileOff(SimulatedMachine machine)
    {
    }

    internal virtual void StopBegan(SimulatedAgent agent, StopCause cause)
    {
    }

    internal virtual void AgentTook(SimulatedAgent agent, AgentPowerInput input, AgentPowerState before, AgentPowerState after)
    {
    }

    internal virtual void AgentRestarted(SimulatedAgent agent, AgentPowerState before, AgentPowerState after)
    {
    }

    internal virtual void Planned(SimulatedCoordinator coordinator, StopPlan plan)
    {
    }

    internal virtual void Journalled(JournalEntry entry)
    {
    }

    internal virtual void Performed(OutageEffect effect)
    {
    }

    private protected void Violated(string what) => Book.Violated(this, what);

    private protected void Excused(string why) => Book.Excused(this, why);

    private protected void Held() => Book.Held(this);
}
