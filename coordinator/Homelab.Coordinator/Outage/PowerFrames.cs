using System.Collections.Immutable;
using Homelab.Contracts.Shutdown;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Health;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Outage;

/// <summary>Between the wire and the engine: power frames only.</summary>
internal static class PowerFrames
{
    public static OutageInput Hello(string node, Hello hello) => new OutageInput.NodeHello(
        node,
        hello.BootId,
        new Moment(hello.SentBoottimeNs),
        hello.Seen.FromWire(),
        hello.Lease is null ? null : new HeldLease(hello.Lease.OutageId, Span(hello.LeaseRemainingMs), hello.HasLeaseGrantedMs ? Span(hello.LeaseGrantedMs) : null),
        [.. hello.Orders.Select(Answer)],
        hello.Heard.FromWire(),
        Span(hello.HeardAgoMs)) { HasLocalUpsmon = hello.LocalUpsmon, MayPowerOff = hello.MayPowerOff };

    /// <summary>Null where the frame does not concern power.</summary>
    public static OutageInput? Input(string node, AgentFrame frame) => frame.BodyCase switch
    {
        AgentFrame.BodyOneofCase.Beat => new OutageInput.NodeBeat(
            node, frame.Beat.Number, new Moment(frame.Beat.SentBoottimeNs), frame.Beat.LeaseOutageId)
        {
            HasLocalUpsmon = frame.Beat.HasLocalUpsmon ? frame.Beat.LocalUpsmon : null,
            UnitsOutageId = frame.Beat.UnitsOutageId,
        },
        AgentFrame.BodyOneofCase.Report when frame.Key is { } key => new OutageInput.UnitsSeen(node, key.BootId, [.. frame.Report.Units.Select(Unit)]),
        AgentFrame.BodyOneofCase.Progress => new OutageInput.OrderAnswered(node, Answer(frame.Progress)),
        AgentFrame.BodyOneofCase.LeaseAnswer => new OutageInput.LeaseAnswered(
            node,
            frame.LeaseAnswer.OutageId,
            frame.LeaseAnswer.Fence?.Epoch ?? 0,
            frame.LeaseAnswer.Sequence,
            frame.LeaseAnswer.Verdict == Contracts.V1.LeaseVerdict.LeaseHeld,
            frame.LeaseAnswer.Verdict.ToString()),
        _ => null,
    };

    private static SeenUnit Unit(UnitState unit)
    {
        var seen = new UnitCondition(unit.Name, unit.LoadState, unit.ActiveState, unit.SubState);
        return new SeenUnit(unit.Name, seen.IsRunning, !seen.IsMissing);
    }

    public static CoordinatorFrame Of(OutageEffect.ToNode effect) => effect switch
    {
        OutageEffect.RenewLease lease => Lease(lease.Terms),
        OutageEffect.GiveOrder order => Order(order.Terms),
        OutageEffect.StopUnits stop => StopUnits(stop),
        OutageEffect.TellEnded ended => Ended(ended),
        OutageEffect.AskToWake wake => new CoordinatorFrame { Wake = new WakeRequest { Target = wake.Target, Mac = wake.Mac } },
        OutageEffect.AnswerBeat answer => Answer(answer),
        OutageEffect.TellWatch watch => new CoordinatorFrame { Watch = watch.Watch.ToWire(watch.Fence.ToWire()) },
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "This effect has no frame."),
    };

    private static CoordinatorFrame Lease(LeaseTerms terms)
    {
        var lease = new Lease
        {
            OutageId = terms.OutageId,
            Fence = terms.Fence.ToWire(),
            Sequence = terms.Sequence,
            BootId = terms.BootId,
            AnswersBeat = terms.Beat.Number,
            BeatBoottimeNs = terms.Beat.SentAt.Nanoseconds,
            DurationMs = (long)terms.Duration.TotalMilliseconds,
            Advisory = terms.Advisory,
            Reason = terms.Reason,
        };
        lease.DyingFeeds.AddRange(terms.DyingFeeds);
        if (terms.Reserve is { } reserve)
        {
            lease.ReserveMs = (long)reserve.TotalMilliseconds;
        }

        return new CoordinatorFrame { Lease = lease };
    }

    private static CoordinatorFrame Order(OrderTerms terms) => new()
    {
        Order = new Order
        {
            OrderId = terms.OrderId,
            OutageId = terms.OutageId,
            StepId = terms.StepId,
            BootId = terms.BootId,
            Fence = terms.Fence.ToWire(),
            Action = OrderAction.PowerOff,
            AnswersBeat = terms.Beat.Number,
            BeatBoottimeNs = terms.Beat.SentAt.Nanoseconds,
            LifetimeMs = (long)terms.Lifetime.TotalMilliseconds,
            StopBoundMs = (long)terms.StopBound.TotalMilliseconds,
            Reason = terms.Reason,
            RebootAfterMs = (long)(terms.End.RebootAfter ?? TimeSpan.Zero).TotalMilliseconds,
            LateCut = terms.End.LateCut,
            LateHat = terms.End.LateHat,
        },
    };

    private static CoordinatorFrame StopUnits(OutageEffect.StopUnits stop) => new()
    {
        UnitsOrder = new UnitsOrder
        {
            OrderId = stop.Terms.OrderId,
            OutageId = stop.Terms.OutageId,
            StepId = stop.Terms.StepId,
            BootId = stop.Terms.BootId,
            Fence = stop.Terms.Fence.ToWire(),
            AnswersBeat = stop.Terms.Beat.Number,
            BeatBoottimeNs = stop.Terms.Beat.SentAt.Nanoseconds,
            LifetimeMs = (long)stop.Terms.Lifetime.TotalMilliseconds,
            Units = { stop.Units },
            StopBoundMs = (long)stop.Terms.StopBound.TotalMilliseconds,
            Reason = stop.Terms.Reason,
        },
    };

    private static CoordinatorFrame Answer(OutageEffect.AnswerBeat answer) =>
        new() { BeatAnswer = new BeatAnswer { Number = answer.Number, Fence = answer.Fence.ToWire() } };

    private static CoordinatorFrame Ended(OutageEffect.TellEnded ended)
    {
        var told = new OutageEnded
        {
            OutageId = ended.OutageId,
            Fence = ended.Fence.ToWire(),
            BootId = ended.BootId,
            OnLineForMs = (long)ended.OnLineFor.TotalMilliseconds,
        };
        told.Feeds.AddRange(ended.Feeds);
        return new CoordinatorFrame { OutageEnded = told };
    }

    private static OrderAnswer Answer(OrderProgress progress) => new(
        progress.OrderId,
        progress.State switch
        {
            OrderState.OrderAccepted => OrderAnswerKind.Accepted,
            OrderState.OrderPoweringOff => OrderAnswerKind.PoweringOff,
            OrderState.OrderFailed => OrderAnswerKind.Failed,
            OrderState.OrderUnitsStopped => OrderAnswerKind.UnitsStopped,
            _ => OrderAnswerKind.Refused,
        },
        progress.Detail) { Took = progress.HasTookMs ? Span(progress.TookMs) : null };

    private static TimeSpan Span(long milliseconds) => TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, (long)TimeSpan.FromDays(30).TotalMilliseconds));
}
