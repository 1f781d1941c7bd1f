using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

internal sealed partial class FrameRepair
{
    private void Repair(AgentReport report)
    {
        report.WallMs = Within(report.WallMs, WallMsMax);
        Limit(report.Facts, UplinkLimits.ItemsPerReport);
        Limit(report.Units, UplinkLimits.ItemsPerReport);
        foreach (var unit in report.Units)
        {
            unit.Name = Cut(unit.Name, 2 * UplinkLimits.NameCharacters);
            unit.LoadState = Name(unit.LoadState);
            unit.ActiveState = Name(unit.ActiveState);
            unit.SubState = Name(unit.SubState);
        }

        Limit(report.Collectors, UplinkLimits.ItemsPerReport);
        foreach (var collector in report.Collectors)
        {
            collector.Name = Name(collector.Name);
            collector.Outcome = Name(collector.Outcome);
            collector.Detail = Text(collector.Detail);
            collector.DurationSeconds = Finite(collector.DurationSeconds);
        }
    }

    private void Repair(AgentEvent item)
    {
        item.BoottimeNs = Within(item.BoottimeNs, BootNsMax);
        item.WallMs = Within(item.WallMs, WallMsMax);
        item.Code = Name(item.Code);
        item.Message = Text(item.Message);
        Limit(item.Labels, UplinkLimits.LabelsPerSeries);
    }
}
