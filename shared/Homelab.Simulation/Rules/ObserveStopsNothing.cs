using Homelab.Domain.Lab;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>I9. In observe mode everything is computed and said, and nothing is stopped.</summary>
internal sealed class ObserveStopsNothing : Rule
{
    public override string Id => "I9";

    internal override void StopBegan(SimulatedAgent agent, StopCause cause)
    {
        if (Lab.Config.Mode == LabMode.Observe && !cause.IsForeign)
        {
            Violated($"{agent.Name} stops although the lab only observes");
        }
    }

    internal override void FeedChanged(string feed)
    {
        if (Lab.Config.Mode == LabMode.Observe)
        {
            Held();
        }
    }
}
