using System.Collections.Immutable;

namespace Homelab.Domain.Storage;

/// <summary>Folds what an agent says of a device into what is held of it.</summary>
public static class DeviceHistory
{
    private const int DaysKept = 35;

    public static DeviceState Begin(DeviceReport report, string bootId, DateTimeOffset now) => new()
    {
        Key = DeviceState.KeyOf(report),
        Last = report,
        FirstSeen = now,
        LastSeen = now,
        BootId = bootId,
        FileSystems = Fold(DeviceStateNone, report.FileSystems, now),
        Complaints = ComplaintState.None.Take(report.Complaints, isNewBoot: true, now),
        Controller = ComplaintState.None.Take(Counted(report), isNewBoot: true, now),
        Smart = SmartState.None.Take(report.Smart, now),
        Probe = ProbeState.None.Take(report.Probe, isNewBoot: false, now),
        Canary = CanaryState.None.Take(report.Canary, now),
        Scrub = ScrubState.None.Take(report.Packages, now),
        FullRead = FullReadState.None.Take(report.FullRead, now),
    };

    public static DeviceState Take(DeviceState state, DeviceReport report, string bootId, DateTimeOffset now)
    {
        var written = Written(state, report, bootId);
        return state with
        {
            Last = report,
            LastSeen = now,
            IsPresent = true,
            BootId = bootId,
            WrittenBytes = state.WrittenBytes + written,
            Days = Add(state.Days, DateOnly.FromDateTime(now.UtcDateTime), written),
            FileSystems = Fold(state.FileSystems, report.FileSystems, now),
            Complaints = state.Complaints.Take(report.Complaints, state.BootId != bootId, now),
            Controller = state.Controller.Take(Counted(report), state.BootId != bootId, now),
            Smart = state.Smart.Take(report.Smart, now),
            Probe = state.Probe.Take(report.Probe, state.BootId != bootId, now),
            Canary = state.Canary.Take(report.Canary, now),
            Scrub = state.Scrub.Take(report.Packages, now),
            FullRead = state.FullRead.Take(report.FullRead, now),
        };
    }

    private static ImmutableSortedDictionary<string, FileSystemState> DeviceStateNone { get; } =
        ImmutableSortedDictionary<string, FileSystemState>.Empty.WithComparers(StringComparer.Ordinal);

    private static ComplaintReport? Counted(DeviceReport report) => report.Controller is { } controller ? new ComplaintReport(controller.Errors, "") : null;

    /// <summary>The kernel counts from the boot; what an earlier boot wrote after its last report is not known and not guessed.</summary>
    private static long Written(DeviceState state, DeviceReport report, string bootId)
    {
        if (report.Writes is not { } writes)
        {
            return 0;
        }

        var before = state.BootId == bootId ? state.Last.Writes?.Bytes ?? 0 : 0;
        return writes.Bytes >= before ? writes.Bytes - before : writes.Bytes;
    }

    private static ImmutableArray<WriteDay> Add(ImmutableArray<WriteDay> days, DateOnly today, long bytes)
    {
        if (bytes == 0)
        {
            return days;
        }

        var added = days.Length > 0 && days[^1].Day == today
            ? days.SetItem(days.Length - 1, new WriteDay(today, days[^1].Bytes + bytes))
            : days.Add(new WriteDay(today, bytes));
        return added.Length > DaysKept ? added.RemoveRange(0, added.Length - DaysKept) : added;
    }

    private static ImmutableSortedDictionary<string, FileSystemState> Fold(
        ImmutableSortedDictionary<string, FileSystemState> held, ImmutableArray<FileSystemReport> reports, DateTimeOffset now)
    {
        var next = DeviceStateNone.ToBuilder();
        foreach (var report in reports)
        {
            next[report.Device] = !held.TryGetValue(report.Device, out var before) ? new FileSystemState(report.Errors, null, 0)
                : report.Errors > before.Errors ? new FileSystemState(report.Errors, now, before.Grew + report.Errors - before.Errors)
                : before with { Errors = report.Errors };
        }

        // A file system that is not mounted now keeps what is known of it.
        foreach (var (device, state) in held)
        {
            next.TryAdd(device, state);
        }

        return next.ToImmutable();
    }
}
