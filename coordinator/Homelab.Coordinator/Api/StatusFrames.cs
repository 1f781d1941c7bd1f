using Homelab.Contracts.V1;
using Homelab.Coordinator.Api.Views;
using Homelab.Coordinator.Events;

namespace Homelab.Coordinator.Api;

/// <summary>The same views for gRPC.</summary>
internal static class StatusFrames
{
    public static LabStatus Of(StatusView view)
    {
        var status = new LabStatus
        {
            Lab = view.Lab,
            Mode = view.Mode,
            TimeZone = view.TimeZone,
            Health = Of(view.Health),
            OutageId = view.OutageId,
            OutagePhase = view.OutagePhase,
            LabFile = new LabFileState { Path = view.LabFile.Path, LoadedWallMs = view.LabFile.LoadedWallMs, Notice = view.LabFile.Notice },
            Version = view.Version,
            Rotation = Of(view.Rotation),
        };
        status.LabFile.Diagnostics.AddRange(view.LabFile.Diagnostics);
        status.Feeds.AddRange(view.Feeds.Select(Of));
        status.Nodes.AddRange(view.Nodes.Select(Of));
        status.Services.AddRange(view.Services.Select(Of));
        status.Warnings.AddRange(view.Warnings);
        return status;
    }

    public static NodeStatus Of(NodeView view)
    {
        var node = new NodeStatus
        {
            Name = view.Name,
            Health = Of(view.Health),
            Connected = view.Connected,
            BootId = view.BootId,
            AgentVersion = view.AgentVersion,
            Machine = view.Machine,
            MayPowerOff = view.MayPowerOff,
            PowerOff = view.PowerOff,
            MaintenanceUntilWallMs = view.MaintenanceUntilWallMs,
            Switch = view.Switch,
            Coordinator = view.Coordinator,
            LocalUpsmon = view.LocalUpsmon,
            Trust = view.Trust,
        };
        Known(view.BeatAgeSeconds, seconds => node.BeatAgeSeconds = seconds);
        Known(view.LeaseRemainingSeconds, seconds => node.LeaseRemainingSeconds = seconds);
        node.Feeds.AddRange(view.Feeds);
        node.Headlines.AddRange(view.Headlines.Select(headline => new Headline { Name = headline.Name, Value = headline.Value, Unit = headline.Unit }));
        node.Services.AddRange(view.Services);
        node.FailedUnits.AddRange(view.FailedUnits);
        node.Storage.AddRange(view.Storage.Select(StorageViews.Frame));
        node.Sensors.AddRange(view.Sensors.Select(SensorFrames.Frame));
        node.Drill = view.Drill is { } drill ? DrillViews.Frame(drill) : null;
        return node;
    }

    /// <summary>Null where none runs.</summary>
    public static RunningRotation? Of(RotationView? view) => view is null ? null : new RunningRotation
    {
        SinceWallMs = view.SinceWallMs,
        Enrolled = view.Enrolled,
        Moved = view.Moved,
        WaitsFor = { view.WaitsFor },
        Sentence = view.Sentence,
    };

    public static LabEvent Of(RecordedEvent item)
    {
        var view = EventView.Of(item);
        return new LabEvent { WallMs = view.WallMs, Priority = view.Priority, Code = view.Code, Subject = view.Subject, Message = view.Message };
    }

    private static FeedStatus Of(FeedView view)
    {
        var feed = new FeedStatus
        {
            Name = view.Name,
            State = view.State,
            Source = view.Source,
            RuntimeBasis = view.RuntimeBasis,
            RawStatus = view.RawStatus,
            Detail = view.Detail,
        };
        Known(view.ChargePercent, percent => feed.ChargePercent = percent);
        Known(view.LoadPercent, percent => feed.LoadPercent = percent);
        Known(view.RuntimeSeconds, seconds => feed.RuntimeSeconds = seconds);
        Known(view.OnBatterySeconds, seconds => feed.OnBatterySeconds = seconds);
        Known(view.AgeSeconds, seconds => feed.AgeSeconds = seconds);
        feed.Rejected.AddRange(view.Rejected);
        feed.Fired.AddRange(view.Fired.Select(fired => new FiredTrigger { Name = fired.Name, SinceSeconds = fired.SinceSeconds, Why = fired.Why }));
        Known(view.WorstRuntimeSeconds, seconds => feed.WorstRuntimeSeconds = seconds);
        feed.WorstRuntimeBasis = view.WorstRuntimeBasis;
        feed.Logins.AddRange(view.Logins);
        feed.Battery = view.Battery is { } battery ? BatteryFrames.Frame(battery) : null;
        return feed;
    }

    private static ServiceStatus Of(ServiceView view)
    {
        var service = new ServiceStatus { Name = view.Name, Health = Of(view.Health), Tier = view.Tier, Need = view.Need, Up = view.Up };
        service.On.AddRange(view.On);
        service.Needs.AddRange(view.Needs);
        service.Prefers.AddRange(view.Prefers);
        return service;
    }

    private static Contracts.V1.Health Of(HealthView view)
    {
        var health = new Contracts.V1.Health { State = Enum.TryParse<HealthState>(view.State, ignoreCase: true, out var state) ? state : HealthState.Unknown };
        health.Reasons.AddRange(view.Reasons);
        return health;
    }

    internal static void Known(double? value, Action<double> put)
    {
        if (value is { } known)
        {
            put(known);
        }
    }
}
