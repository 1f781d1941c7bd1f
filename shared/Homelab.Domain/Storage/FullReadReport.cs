namespace Homelab.Domain.Storage;

/// <summary>What reading a whole device from end to end came to, in the present pass or, between two, the last.</summary>
/// <param name="BeganAgo">When the pass began.</param>
/// <param name="EndedAgo">Null while it goes on.</param>
/// <param name="Bytes">How far it has come.</param>
/// <param name="Unreadable">Pieces of 64 KiB whose reading ended in an input/output error.</param>
/// <param name="FirstAt">Where the first of them begins, in bytes from the device's beginning; zero without one.</param>
/// <param name="Slow">What one read in a hundred takes at least; null before there are enough.</param>
/// <param name="Usual">The same of earlier passes over this device; null before the first has ended.</param>
/// <param name="IsPaused">On battery.</param>
public sealed record FullReadReport(TimeSpan BeganAgo, TimeSpan? EndedAgo, long Bytes, int Unreadable, long FirstAt, TimeSpan? Slow, TimeSpan? Usual, bool IsPaused);

/// <summary>What is held of the passes over a device.</summary>
/// <param name="Worst">The last that met an error; null where none did, or where all of it could be read since.</param>
/// <param name="WholeAt">When all of it was last read without an error; null where never.</param>
public sealed record FullReadState(FullReadReport? Worst, DateTimeOffset? WorstAt, DateTimeOffset? WholeAt)
{
    public static readonly FullReadState None = new(null, null, null);

    public FullReadState Take(FullReadReport? report, DateTimeOffset now)
    {
        if (report is null)
        {
            return this;
        }

        if (report.Unreadable > 0)
        {
            return this with { Worst = report, WorstAt = now - (report.EndedAgo ?? TimeSpan.Zero) };
        }

        if (report.EndedAgo is not { } ended)
        {
            return this;
        }

        return WorstAt > now - report.BeganAgo ? this with { WholeAt = now - ended } : new FullReadState(null, null, now - ended);
    }
}
