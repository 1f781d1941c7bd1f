namespace Homelab.Domain.Storage;

/// <summary>What is held of a device's write probe.</summary>
/// <param name="Confirmed">The highest generation that the device is known to have synced.</param>
/// <param name="Loss">The last time that a boot found less; null where never.</param>
public sealed record ProbeState(long Confirmed, LostWrite? Loss)
{
    public static readonly ProbeState None = new(0, null);

    /// <summary>Only a new boot can tell: within one the page cache answers, and not the device.</summary>
    public ProbeState Take(ProbeReport? report, bool isNewBoot, DateTimeOffset now)
    {
        if (report is null)
        {
            return this;
        }

        // A file that is gone was removed by somebody, with the state it stood beside; a device that loses writes brings old ones back.
        var loss = isNewBoot && report.Found is { } found && found < Confirmed ? new LostWrite(found, Confirmed, now) : Loss;
        var isNew = report.Found is null || !ReferenceEquals(loss, Loss);
        return new(isNew ? report.Generation : Math.Max(Confirmed, report.Generation), loss);
    }
}

/// <summary>A boot found an older generation than the device had confirmed.</summary>
public sealed record LostWrite(long Found, long Confirmed, DateTimeOffset At);
