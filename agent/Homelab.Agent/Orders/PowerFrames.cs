using Homelab.Contracts.Shutdown;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Shutdown;
using LeaseVerdict = Homelab.Domain.Shutdown.LeaseVerdict;
using WireVerdict = Homelab.Contracts.V1.LeaseVerdict;

namespace Homelab.Agent.Orders;

/// <summary>Between the wire and the agent's power logic.</summary>
internal static class PowerFrames
{
    /// <summary>Null where the frame does not concern power.</summary>
    public static AgentPowerInput? Input(CoordinatorFrame frame, BeatMemory beats, string coordinatorHost) => frame.BodyCase switch
    {
        CoordinatorFrame.BodyOneofCase.Lease => Lease(frame.Lease, beats),

        // A later version may order other things than to power off: what is not known here is not done.
        CoordinatorFrame.BodyOneofCase.Order => frame.Order.Action == OrderAction.PowerOff ? Order(frame.Order, beats) : null,
        CoordinatorFrame.BodyOneofCase.UnitsOrder => Units(frame.UnitsOrder, beats),
        CoordinatorFrame.BodyOneofCase.OutageEnded => new AgentPowerInput.EndedCame(
            frame.OutageEnded.OutageId, frame.OutageEnded.Fence.FromWire(), frame.OutageEnded.BootId),
        CoordinatorFrame.BodyOneofCase.BeatAnswer => new AgentPowerInput.BeatAnswered(frame.BeatAnswer.Fence.FromWire()),
        CoordinatorFrame.BodyOneofCase.Watch => new AgentPowerInput.WatchCame(frame.Watch.FromWire(coordinatorHost), frame.Watch.Fence.FromWire()),
        _ => null,
    };

    public static AgentFrame Answer(AgentPowerEffect.AnswerLease answer) => new()
    {
        LeaseAnswer = new LeaseAnswer
        {
            OutageId = answer.OutageId,
            Fence = answer.Fence.ToWire(),
            Sequence = answer.Sequence,
            Verdict = answer.Verdict switch
            {
                LeaseVerdict.Held => WireVerdict.LeaseHeld,
                LeaseVerdict.OtherBoot => WireVerdict.LeaseRefusedOtherBoot,
                LeaseVerdict.Older => WireVerdict.LeaseRefusedOlder,
                LeaseVerdict.Expired => WireVerdict.LeaseRefusedExpired,
                LeaseVerdict.OtherLineage => WireVerdict.LeaseRefusedLineage,
                _ => WireVerdict.LeaseRefusedUnknownBeat,
            },
        },
    };

    public static OrderProgress Progress(OrderAnswer answer, string outageId, string stepId, string bootId)
    {
        var progress = new OrderProgress
        {
            OrderId = answer.OrderId,
            OutageId = outageId,
            StepId = stepId,
            BootId = bootId,
            State = answer.Kind switch
            {
                OrderAnswerKind.Accepted => OrderState.OrderAccepted,
                OrderAnswerKind.PoweringOff => OrderState.OrderPoweringOff,
                OrderAnswerKind.Failed => OrderState.OrderFailed,
                OrderAnswerKind.UnitsStopped => OrderState.OrderUnitsStopped,
                _ => OrderState.OrderRefused,
            },
            Detail = answer.Detail,
        };
        if (answer.Took is { } took)
        {
            progress.TookMs = (long)took.TotalMilliseconds;
        }

        return progress;
    }

    private static AgentPowerInput.LeaseCame Lease(Lease lease, BeatMemory beats) => new(
        lease.OutageId,
        lease.Fence.FromWire(),
        lease.Sequence,
        lease.BootId,
        beats.SentAt(lease.AnswersBeat, new Moment(lease.BeatBoottimeNs)),
        Span(lease.DurationMs),
        lease.Advisory,
        [.. lease.DyingFeeds])
    {
        Reserve = lease.HasReserveMs ? Span(lease.ReserveMs) : null,
    };

    private static AgentPowerInput.OrderCame Order(Order order, BeatMemory beats) => new(
        order.OrderId,
        order.OutageId,
        order.StepId,
        order.BootId,
        order.Fence.FromWire(),
        beats.SentAt(order.AnswersBeat, new Moment(order.BeatBoottimeNs)),
        Span(order.LifetimeMs),
        order.Reason)
    {
        End = new PowerEnd(order.RebootAfterMs > 0 ? Span(order.RebootAfterMs) : null, order.LateCut) { LateHat = order.LateHat },
    };

    private static AgentPowerInput.UnitsOrderCame Units(UnitsOrder order, BeatMemory beats) => new(
        order.OrderId,
        order.OutageId,
        order.StepId,
        order.BootId,
        order.Fence.FromWire(),
        beats.SentAt(order.AnswersBeat, new Moment(order.BeatBoottimeNs)),
        Span(order.LifetimeMs),
        [.. order.Units],
        Span(order.StopBoundMs),
        order.Reason);

    /// <summary>Whatever a peer writes, a span stays within a year, so that no sum overflows.</summary>
    private static TimeSpan Span(long milliseconds) => TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, -31_536_000_000, 31_536_000_000));
}
