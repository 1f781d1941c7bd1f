namespace Homelab.Domain.Storage;

/// <summary>What is held of the kernel's complaints of a device.</summary>
/// <param name="Count">Of the present boot, as last reported.</param>
/// <param name="Recent">Since <paramref name="Since"/>; a day of quiet ends them.</param>
/// <param name="LastAt">When the newest was told; null where none ever was.</param>
public sealed record ComplaintState(long Count, long Recent, DateTimeOffset? Since, DateTimeOffset? LastAt)
{
    public static readonly ComplaintState None = new(0, 0, null, null);

    public static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    public ComplaintState Take(ComplaintReport? report, bool isNewBoot, DateTimeOffset now)
    {
        if (report is null)
        {
            return isNewBoot ? this with { Count = 0 } : this;
        }

        var before = isNewBoot || report.Count < Count ? 0 : Count;
        var grew = report.Count - before;
        if (grew == 0)
        {
            return this with { Count = report.Count };
        }

        var goesOn = LastAt is { } last && now - last < Remembered;
        return new(report.Count, (goesOn ? Recent : 0) + grew, goesOn ? Since : now, now);
    }
}
