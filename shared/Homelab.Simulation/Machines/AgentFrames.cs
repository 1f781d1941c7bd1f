using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Machines;

/// <summary>Between what the coordinator sends and what the agent's power logic takes, and back.</summary>
internal static class AgentFrames
{
    public static AgentPowerInput? Input(OutageEffect effect, SentBeats beats) => effect switch
    {
        OutageEffect.RenewLease { Terms: var lease } => new AgentPowerInput.LeaseCame(
            lease.OutageId, lease.Fence, lease.Sequence, lease.BootId, beats.SentAt(lease.Beat), lease.Duration, lease.Advisory, lease.DyingFeeds) { Reserve = lease.Reserve },
        OutageEffect.GiveOrder { Terms: var order } => new AgentPowerInput.OrderCame(
            order.OrderId, order.OutageId, order.StepId, order.BootId, order.Fence, beats.SentAt(order.Beat), order.Lifetime, order.Reason) { End = order.End },
        OutageEffect.StopUnits { Terms: var stop } units => new AgentPowerInput.UnitsOrderCame(
            stop.OrderId, stop.OutageId, stop.StepId, stop.BootId, stop.Fence, beats.SentAt(stop.Beat), stop.Lifetime, units.Units, stop.StopBound, stop.Reason),
        OutageEffect.TellEnded ended => new AgentPowerInput.EndedCame(ended.OutageId, ended.Fence, ended.BootId),
        OutageEffect.AnswerBeat answer => new AgentPowerInput.BeatAnswered(answer.Fence),
        OutageEffect.TellWatch told => new AgentPowerInput.WatchCame(told.Watch, told.Fence),
        _ => null,
    };

    public static OutageInput Answer(string node, AgentPowerEffect effect) => effect switch
    {
        AgentPowerEffect.AnswerLease lease => new OutageInput.LeaseAnswered(
            node, lease.OutageId, lease.Fence.Epoch, lease.Sequence, lease.Verdict == LeaseVerdict.Held, $"{lease.Verdict}"),
        AgentPowerEffect.AnswerOrder order => new OutageInput.OrderAnswered(node, order.Answer),
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "This effect answers nobody."),
    };
}
