using System.Collections.Immutable;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Rules;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Control;

/// <summary>Somebody at the coordinator's host with the <c>homelab</c> command (P30): what is said to a coordinator that is down is said to nobody.</summary>
internal sealed class SimulatedOperator(SimulatedLab lab, RuleBook rules)
{
    private const string Name = "anna";

    /// <summary>After "ask again".</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);

    public void Says(OutageEvent one)
    {
        if (!lab.Coordinator.IsAwake)
        {
            return;
        }

        if (!lab.Coordinator.Listens())
        {
            lab.Clock.After(AskAgain, () => Says(one));
            return;
        }

        ImmutableArray<string> nodes = one.Act switch
        {
            OutageAct.AskedDown or OutageAct.AskedUp => [one.Subject],
            OutageAct.LabAskedDown => [.. lab.Config.Nodes.Select(node => node.Name)],
            _ => [],
        };
        var asked = new OutageInput.OperatorAsked(
            one.Act switch
            {
                OutageAct.AskedDown or OutageAct.LabAskedDown => OperatorWish.ShutDown,
                OutageAct.AskedUp => OperatorWish.Start,
                OutageAct.Held => OperatorWish.Hold,
                OutageAct.Released => OperatorWish.Release,
                _ => OperatorWish.Cancel,
            },
            Name, []) { Nodes = nodes };
        rules.Operator.Asked(asked);
        lab.Coordinator.Ask(asked);
    }
}
