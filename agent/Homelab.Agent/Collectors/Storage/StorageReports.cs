using Homelab.Contracts.Storage;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Storage;
using Homelab.Host;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// Decides when what is known of storage is told: at once where something was found, every ten minutes for the counters that always move, and again to a
/// coordinator that was away. Called on the collectors' thread; <see cref="Due"/> must return at once.
/// </summary>
public sealed class StorageReports(TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private StorageReport? _said;
    private Moment _saidAt;
    private int _isWanted;

    public event Action<StorageReport>? Due;

    /// <summary>A stream began: whoever listens now may never have heard.</summary>
    public void Want() => Interlocked.Exchange(ref _isWanted, 1);

    internal void Take(IReadOnlyList<DeviceReport> devices)
    {
        var report = StorageMessage.ToWire(devices, clock.GetUtcNow());
        var still = Still(report);
        var now = clock.Now();
        var isWanted = Interlocked.Exchange(ref _isWanted, 0) == 1;
        if (!isWanted && still.Equals(_said) && now - _saidAt < Every)
        {
            return;
        }

        (_said, _saidAt) = (still, now);
        Due?.Invoke(report);
    }

    /// <summary>Without what moves all the time.</summary>
    private static StorageReport Still(StorageReport report)
    {
        var still = report.Clone();
        still.WallMs = 0;
        foreach (var device in still.Devices)
        {
            device.Writes = null;
            if (device.Wear is { } wear)
            {
                wear.ReadAgoMs = 0;
            }

            // That they were read at all is news. Not 0: to the messages' Equals that is as good as nothing.
            if (device.Canary is { HasReadAgoMs: true } canary)
            {
                canary.ReadAgoMs = 1;
            }

            if (device.Packages is { } packages)
            {
                (packages.BeganAgoMs, packages.Packages, packages.Files, packages.Bytes, packages.PassedOver) = (0, 0, 0, 0, 0);
            }

            // That a pass ended is news.
            if (device.FullRead is { } pass)
            {
                (pass.BeganAgoMs, pass.Bytes) = (0, 0);
                if (pass.HasEndedAgoMs)
                {
                    pass.EndedAgoMs = 1;
                }

                pass.ClearSlowMs();
            }

            if (device.Controller is { } controller)
            {
                controller.ReadAgoMs = 0;
            }

            if (device.Smart is { } smart)
            {
                smart.ReadAgoMs = 0;
            }

            foreach (var system in device.FileSystems)
            {
                system.LifetimeWrittenBytes = 0;
            }
        }

        return still;
    }
}
