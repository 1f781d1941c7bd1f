using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

internal sealed partial class FrameRepair
{
    private const long SpanMsMax = 30L * 24 * 3600 * 1000;

    public void Repair(Hello hello)
    {
        hello.AgentVersion = Name(hello.AgentVersion);
        hello.PowerOff = Name(hello.PowerOff);
        hello.Machine = Cut(hello.Machine, 2 * UplinkLimits.NameCharacters);
        hello.SentBoottimeNs = Within(hello.SentBoottimeNs, BootNsMax);
        hello.LeaseRemainingMs = Within(hello.LeaseRemainingMs, SpanMsMax);
        if (hello.HasLeaseGrantedMs)
        {
            hello.LeaseGrantedMs = Within(hello.LeaseGrantedMs, SpanMsMax);
        }

        hello.HeardAgoMs = Within(hello.HeardAgoMs, SpanMsMax);
        Repair(hello.Seen);
        Repair(hello.Heard);
        if (hello.Lease is { } lease)
        {
            lease.OutageId = Name(lease.OutageId);
            lease.BootId = Name(lease.BootId);
            lease.Reason = Text(lease.Reason);
            lease.BeatBoottimeNs = Within(lease.BeatBoottimeNs, BootNsMax);
            lease.DurationMs = Within(lease.DurationMs, SpanMsMax);
            Limit(lease.DyingFeeds, UplinkLimits.OrdersPerHello);
            Repair(lease.Fence);
        }

        Limit(hello.Orders, UplinkLimits.OrdersPerHello);
        foreach (var order in hello.Orders)
        {
            Repair(order);
        }
    }

    private void Repair(Beat beat)
    {
        beat.SentBoottimeNs = Within(beat.SentBoottimeNs, BootNsMax);
        beat.LeaseOutageId = Name(beat.LeaseOutageId);
        beat.UnitsOutageId = Name(beat.UnitsOutageId);
        beat.OutboxBytes = Within(beat.OutboxBytes, long.MaxValue);
    }

    private void Repair(OrderProgress progress)
    {
        progress.OrderId = Name(progress.OrderId);
        progress.OutageId = Name(progress.OutageId);
        progress.StepId = Name(progress.StepId);
        progress.BootId = Name(progress.BootId);
        progress.Detail = Text(progress.Detail);
        if (progress.HasTookMs)
        {
            progress.TookMs = Within(progress.TookMs, SpanMsMax);
        }
    }

    private void Repair(LeaseAnswer answer)
    {
        answer.OutageId = Name(answer.OutageId);
        Repair(answer.Fence);
    }

    private void Repair(DrillAnswer answer)
    {
        answer.DrillId = Name(answer.DrillId);
        Limit(answer.Items, UplinkLimits.ItemsPerDrill);
        foreach (var item in answer.Items)
        {
            item.Name = Name(item.Name);
            item.Basis = Text(item.Basis);
        }
    }

    private void Repair(SupplyAnswer answer)
    {
        answer.Failure = Text(answer.Failure);
        Limit(answer.Variables, UplinkLimits.VariablesPerSupply);
    }

    private void Repair(Fence? fence)
    {
        if (fence is not null)
        {
            fence.Lineage = Name(fence.Lineage);
            fence.Instance = Name(fence.Instance);
        }
    }
}
