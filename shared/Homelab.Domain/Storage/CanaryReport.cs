namespace Homelab.Domain.Storage;

/// <summary>What reading the canaries past the page cache came to, in the present or the last pass over them.</summary>
/// <param name="Sequence">Which writing of them stands there now.</param>
/// <param name="Found">Which one stood there when this agent first looked; null where none did.</param>
/// <param name="Bytes">Of all of them.</param>
/// <param name="ReadAgo">How long ago the last whole pass ended; null before the first.</param>
/// <param name="Damaged">Blocks with other bytes than were written.</param>
/// <param name="OtherCopies">Whole blocks of another writing.</param>
/// <param name="Unreadable">Reads that the kernel refused, input/output errors and ends too early.</param>
/// <param name="Varies">A damaged block read differently each time.</param>
/// <param name="First">Where the first finding is, such as <c>canary.2 at byte 40960</c>; empty without one.</param>
public sealed record CanaryReport(long Sequence, long? Found, long Bytes, TimeSpan? ReadAgo, int Damaged, int OtherCopies, int Unreadable, bool Varies, string First)
{
    public bool IsBad => Damaged + OtherCopies + Unreadable > 0;
}

/// <summary>What is held of a device's canaries.</summary>
/// <param name="Highest">The newest writing that the device is known to have had.</param>
/// <param name="Worst">The last finding; null where there never was one.</param>
public sealed record CanaryState(long Highest, CanaryReport? Worst, DateTimeOffset? WorstAt)
{
    public static readonly CanaryState None = new(0, null, null);

    public CanaryState Take(CanaryReport? report, DateTimeOffset now)
    {
        if (report is null)
        {
            return this;
        }

        // Canaries that are gone were removed by somebody; a device that loses writes brings old ones back.
        var isOld = report.Found is not null && report.Sequence < Highest;
        var finding = report.IsBad ? report : isOld ? report with { OtherCopies = (int)Math.Min(int.MaxValue, report.Bytes / CanaryBlock.Bytes), First = $"writing {report.Sequence} stands where {Highest} was" } : null;
        return new(report.Found is null ? report.Sequence : Math.Max(Highest, report.Sequence), finding ?? Worst, finding is null ? WorstAt : now);
    }
}
