using System.Globalization;

namespace Homelab.Domain.Storage;

/// <summary>Whether all of a device can be read, and whether it takes longer than it did.</summary>
internal static class FullReadEvidence
{
    /// <summary>Longer ago it says nothing of now: a pass is made each month.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(50);

    private const double MuchSlower = 3;

    public static IEnumerable<StorageEvidence> Of(DeviceState device, DateTimeOffset now)
    {
        var state = device.FullRead;
        if (state is { Worst: { } worst, WorstAt: { } at } && now - at < Remembered)
        {
            yield return new(StorageVerdict.Failing, "full_read",
                $"{StorageWords.Count(worst.Unreadable, "piece")} of 64 KiB could not be read for an input/output error (last seen {StorageWords.Ago(now - at)}, the first at {StorageWords.Bytes(worst.FirstAt)})");
        }
        else if (state.WholeAt is { } whole && now - whole < Remembered)
        {
            yield return new(StorageVerdict.Ok, "full_read", $"all of it could be read, {StorageWords.Ago(now - whole)}");
        }

        if (device.Last.FullRead is { Slow: { } slow, Usual: { } usual } && slow >= Noticeable && slow > MuchSlower * usual)
        {
            yield return new(StorageVerdict.Aging, "full_read", $"one read in a hundred takes {Milliseconds(slow)} or more, and took {Milliseconds(usual)} in earlier passes");
        }
    }

    /// <summary>Null while no pass goes on.</summary>
    public static string? Coverage(DeviceReport device) => device is not { FullRead: { EndedAgo: null } pass, SizeBytes: > 0 and var size } ? null
        : $"{100 * (pass.Bytes / (double)size):0} % of it read since {StorageWords.Ago(pass.BeganAgo)}{(pass.IsPaused ? ", paused on battery" : "")}";

    private static string Milliseconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms");
}
