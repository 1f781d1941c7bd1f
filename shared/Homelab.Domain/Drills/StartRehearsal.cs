using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Drills;

/// <summary>Whether anybody could start a node again.</summary>
public static class StartRehearsal
{
    /// <param name="isHeard">Whether a node's agent is on the uplink now.</param>
    public static DrillItem Judge(LabConfig lab, NodeConfig node, Func<string, bool> isHeard, DrillRecord drills, DateTimeOffset now)
    {
        // What was done outweighs what is to be thought of it, unless nobody is there to do it again.
        var drilled = DrillWords.Of(drills, node, lab.Policy, now);
        var standing = drills.Of(node, lab.Policy, now);
        if (standing == DrillStanding.Failed)
        {
            return new DrillItem("start", DrillVerdict.Fails, drilled);
        }

        var (verdict, basis) = node.Start.Kind switch
        {
            StartKind.Power => (DrillVerdict.Believed, "it starts with the power, which only a cut can prove"),
            StartKind.WakeOnLan => Woken(WakePath.To(lab, node, isHeard)),
            StartKind.Outlet => (DrillVerdict.Believed, $"{node.Start.Outlet} would go off and on; whether it starts with that only a live drill proves"),
            _ => (DrillVerdict.Ok, "only a hand starts it, as lab.yaml says"),
        };
        return standing == DrillStanding.Proven && verdict == DrillVerdict.Believed
            ? new DrillItem("start", DrillVerdict.Ok, drilled)
            : new DrillItem("start", verdict, standing is DrillStanding.Expired or DrillStanding.OtherWay ? $"{basis} ({drilled})" : basis);
    }

    private static (DrillVerdict Verdict, string Basis) Woken(WakePath path)
    {
        var from = path switch
        {
            { Near: { } near, ByCoordinator: true } => $"{near}, and from the coordinator's host",
            { Near: { } near } => near,
            { ByCoordinator: true } => "the coordinator's host",
            _ => null,
        };
        return from is null
            ? (DrillVerdict.Fails, "nobody behind its switch is heard who could send its magic packet, and the coordinator's host is behind another")
            : (DrillVerdict.Believed, $"its magic packet would go out from {from}; nothing answers one, so only a live drill proves it");
    }
}
