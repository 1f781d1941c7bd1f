using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

internal sealed partial class FrameRepair
{
    private void Repair(ScanAnswer answer)
    {
        answer.Failure = Text(answer.Failure);
        Limit(answer.Found, UplinkLimits.FindingsPerScan);
        foreach (var found in answer.Found)
        {
            (found.Kind, found.Place, found.What, found.Battery) = (Name(found.Kind), Name(found.Place), Text(found.What), Name(found.Battery));
        }
    }

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

        Limit(report.Sensors, UplinkLimits.ItemsPerReport);
        foreach (var sensor in report.Sensors)
        {
            sensor.Name = Name(sensor.Name);
            sensor.Chip = Name(sensor.Chip);
            sensor.Problem = Text(sensor.Problem);
        }
    }

    private void Repair(StorageReport report)
    {
        report.WallMs = Within(report.WallMs, WallMsMax);
        Limit(report.Devices, UplinkLimits.DevicesPerReport);
        foreach (var device in report.Devices)
        {
            device.Name = Name(device.Name);
            device.Identity = Name(device.Identity);
            device.Model = Name(device.Model);
            device.Serial = Name(device.Serial);
            device.Made = Name(device.Made);
            device.SizeBytes = Within(device.SizeBytes, long.MaxValue);
            if (device.Writes is { } writes)
            {
                writes.Bytes = Within(writes.Bytes, BootNsMax);
                writes.Count = Within(writes.Count, BootNsMax);
                writes.BusyMs = Within(writes.BusyMs, WallMsMax);
            }

            if (device.Wear is { } wear)
            {
                wear.ReadAgoMs = Within(wear.ReadAgoMs, WallMsMax);
            }

            if (device.Probe is { } probe)
            {
                probe.Generation = Within(probe.Generation, BootNsMax);
                if (probe.HasFound)
                {
                    probe.Found = Within(probe.Found, BootNsMax);
                }
            }

            if (device.Volume is { } volume)
            {
                volume.Said = Name(volume.Said);
                volume.Level = Name(volume.Level);
                volume.Mismatches = Within(volume.Mismatches, BootNsMax);
            }

            if (device.Smart is { } smart)
            {
                smart.ReadAgoMs = Within(smart.ReadAgoMs, WallMsMax);
            }

            if (device.Controller is { } controller)
            {
                controller.ReadAgoMs = Within(controller.ReadAgoMs, WallMsMax);
                controller.Checksums = Within(controller.Checksums, uint.MaxValue);
                controller.Lost = Within(controller.Lost, uint.MaxValue);
            }

            if (device.Complaints is { } complaints)
            {
                complaints.Count = Within(complaints.Count, BootNsMax);
                complaints.Last = Text(complaints.Last);
            }

            Limit(device.FileSystems, UplinkLimits.DevicesPerReport);
            foreach (var system in device.FileSystems)
            {
                system.Device = Name(system.Device);
                system.Errors = Within(system.Errors, uint.MaxValue);
                system.Warnings = Within(system.Warnings, uint.MaxValue);
                system.LifetimeWrittenBytes = Within(system.LifetimeWrittenBytes, long.MaxValue);
                system.LastErrorFunction = Name(system.LastErrorFunction);
            }
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
