using System.Collections.Immutable;
using Homelab.Contracts.V1;
using Homelab.Domain.Storage;

namespace Homelab.Contracts.Storage;

/// <summary>What an agent says of storage, on the wire and off it.</summary>
public static class StorageMessage
{
    public static StorageReport ToWire(IEnumerable<DeviceReport> devices, DateTimeOffset now)
    {
        var report = new StorageReport { WallMs = now.ToUnixTimeMilliseconds() };
        report.Devices.AddRange(devices.Select(ToWire));
        return report;
    }

    public static ImmutableArray<DeviceReport> Read(StorageReport report) => [.. report.Devices.Where(device => device.Name.Length > 0).Select(Read)];

    private static StorageDevice ToWire(DeviceReport device)
    {
        var wire = new StorageDevice
        {
            Name = device.Name,
            Kind = (StorageKind)device.Kind,
            Identity = device.Identity,
            Model = device.Model,
            Serial = device.Serial,
            Made = device.Made,
            SizeBytes = device.SizeBytes,
            HoldsState = device.HoldsState,
        };
        if (device.Writes is { } writes)
        {
            wire.Writes = new StorageWrites { Bytes = writes.Bytes, Count = writes.Count, BusyMs = (long)writes.Busy.TotalMilliseconds };
        }

        if (device.Wear is { } wear)
        {
            wire.Wear = new StorageWear
            {
                LifeTimeA = wear.LifeTimeA, LifeTimeB = wear.LifeTimeB, PreEndOfLife = wear.PreEndOfLife, ReadAgoMs = (long)wear.ReadAgo.TotalMilliseconds,
            };
        }

        if (device.Probe is { } probe)
        {
            wire.Probe = new StorageProbe { Outcome = (StorageProbeOutcome)probe.Outcome, Errno = probe.Errno, Generation = probe.Generation };
            if (probe.Found is { } found)
            {
                wire.Probe.Found = found;
            }
        }

        if (device.Volume is { } volume)
        {
            wire.Volume = new StorageVolume
            {
                Condition = (StorageVolumeCondition)volume.Condition, Said = volume.Said, Level = volume.Level, Members = volume.Members, Missing = volume.Missing,
                Rebuilding = volume.IsRebuilding, Mismatches = volume.Mismatches,
            };
        }

        wire.Smart = device.Smart is { } smart ? SmartMessage.ToWire(smart) : null;
        wire.Controller = device.Controller is { } controller
            ? new StorageController { ReadAgoMs = (long)controller.ReadAgo.TotalMilliseconds, Checksums = controller.Checksums, Lost = controller.Lost }
            : null;
        wire.Complaints = device.Complaints is { } complaints ? new StorageComplaints { Count = complaints.Count, Last = complaints.Last } : null;
        wire.Canary = device.Canary is { } canary ? CorruptionMessage.ToWire(canary) : null;
        wire.Packages = device.Packages is { } packages ? CorruptionMessage.ToWire(packages) : null;
        wire.FullRead = device.FullRead is { } pass ? CorruptionMessage.ToWire(pass) : null;
        wire.FileSystems.AddRange(device.FileSystems.Select(system => new StorageFileSystem
        {
            Device = system.Device,
            Errors = system.Errors,
            Warnings = system.Warnings,
            LifetimeWrittenBytes = system.LifetimeWritten,
            LastErrorFunction = system.LastErrorFunction,
        }));
        return wire;
    }

    private static DeviceReport Read(StorageDevice wire) => new()
    {
        Name = wire.Name,
        Kind = Enum.IsDefined((DeviceKind)wire.Kind) ? (DeviceKind)wire.Kind : DeviceKind.Other,
        Identity = wire.Identity,
        Model = wire.Model,
        Serial = wire.Serial,
        Made = wire.Made,
        SizeBytes = wire.SizeBytes,
        HoldsState = wire.HoldsState,
        Writes = wire.Writes is { } writes ? new HostWrites(writes.Bytes, writes.Count, WireSpan.Of(writes.BusyMs)) : null,
        Wear = wire.Wear is { } wear
            ? new EmmcWear(wear.LifeTimeA, wear.LifeTimeB, wear.PreEndOfLife, WireSpan.Of(wear.ReadAgoMs))
            : null,
        Probe = wire.Probe is { } probe
            ? new ProbeReport(
                Enum.IsDefined((ProbeOutcome)probe.Outcome) ? (ProbeOutcome)probe.Outcome : ProbeOutcome.NotTried, probe.Errno, probe.HasFound ? probe.Found : null, probe.Generation)
            : null,
        Smart = wire.Smart is { } smart ? SmartMessage.Read(smart) : null,
        Controller = wire.Controller is { } controller ? new ControllerReport(controller.Checksums, controller.Lost, WireSpan.Of(controller.ReadAgoMs)) : null,
        Complaints = wire.Complaints is { } complaints ? new ComplaintReport(complaints.Count, complaints.Last) : null,
        Canary = wire.Canary is { } canary ? CorruptionMessage.Read(canary) : null,
        Packages = wire.Packages is { } packages ? CorruptionMessage.Read(packages) : null,
        FullRead = wire.FullRead is { } pass ? CorruptionMessage.Read(pass) : null,
        Volume = wire.Volume is { } volume
            ? new VolumeReport(
                Enum.IsDefined((VolumeCondition)volume.Condition) ? (VolumeCondition)volume.Condition : VolumeCondition.Other,
                volume.Said, volume.Level, volume.Members, volume.Missing, volume.Rebuilding, volume.Mismatches)
            : null,
        FileSystems =
        [
            .. wire.FileSystems.Select(system =>
                new FileSystemReport(system.Device, system.Errors, system.Warnings, system.LifetimeWrittenBytes, system.LastErrorFunction)),
        ],
    };
}
