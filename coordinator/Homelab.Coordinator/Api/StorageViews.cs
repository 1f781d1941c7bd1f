using Homelab.Contracts.V1;
using Homelab.Coordinator.Api.Views;
using Homelab.Domain.Lab;
using Homelab.Domain.Storage;

namespace Homelab.Coordinator.Api;

/// <summary>A node's disks and cards as the API shows them, in REST and in gRPC.</summary>
internal static class StorageViews
{
    public static StorageView Of(DeviceState device, NodeConfig node, DateTimeOffset now)
    {
        var declared = node.Disks.FirstOrDefault(disk => disk.Name == device.Last.Name);
        var found = StorageAssessor.Assess(device, now);
        return new(
            found.Device,
            StorageWords.Name(found.Verdict),
            [.. found.Evidence.Select(item => new StorageEvidenceView(StorageWords.Name(item.Verdict), item.Signal, item.Sentence))],
            Endurance.Sentence(device, declared?.RatedTerabytes, now) is { } projection ? $"{found.Coverage}; {projection}" : found.Coverage,
            StorageWords.Name(device.Last.Kind),
            device.Last.Model,
            device.Last.Serial,
            device.Last.Made,
            device.Last.SizeBytes,
            device.Last.Identity,
            device.FirstSeen.ToUnixTimeMilliseconds(),
            device.LastSeen.ToUnixTimeMilliseconds(),
            device.WrittenBytes,
            WriteRate.BytesPerDay(device, now) is { } rate ? Math.Round(rate) : null,
            WriteRate.PerWrite(device.Last) is { } span ? Math.Round(span.TotalMilliseconds, 3) : null);
    }

    public static StorageStatus Frame(StorageView view)
    {
        var status = new StorageStatus
        {
            Device = view.Device,
            State = view.State,
            Coverage = view.Coverage,
            Kind = view.Kind,
            Model = view.Model,
            Serial = view.Serial,
            Made = view.Made,
            SizeBytes = view.SizeBytes,
            Identity = view.Identity,
            FirstSeenWallMs = view.FirstSeenWallMs,
            LastSeenWallMs = view.LastSeenWallMs,
            WrittenBytes = view.WrittenBytes,
        };
        status.Evidence.AddRange(view.Evidence.Select(item => new Contracts.V1.StorageEvidence { State = item.State, Signal = item.Signal, Sentence = item.Sentence }));
        StatusFrames.Known(view.WrittenBytesPerDay, value => status.WrittenBytesPerDay = value);
        StatusFrames.Known(view.WriteMilliseconds, value => status.WriteMilliseconds = value);
        return status;
    }
}
