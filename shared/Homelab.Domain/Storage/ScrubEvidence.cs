namespace Homelab.Domain.Storage;

/// <summary>Whether installed files are what their packages have.</summary>
internal static class ScrubEvidence
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public static IEnumerable<StorageEvidence> Of(DeviceState device, DateTimeOffset now)
    {
        if (device.Scrub is { Worst: { } worst, WorstAt: { } at } && now - at < Remembered)
        {
            var where = $"last seen {StorageWords.Ago(now - at)}, the first: {worst.First}";
            if (worst.Mismatched > worst.Varying)
            {
                yield return new(StorageVerdict.Failing, "package_scrub",
                    $"{StorageWords.Count(worst.Mismatched - worst.Varying, "installed file")} with other bytes than the package has, though not changed since ({where}); look at its power supply too, and install the package again");
            }

            if (worst.Varying > 0)
            {
                yield return new(StorageVerdict.Failing, "package_scrub", $"{StorageWords.Count(worst.Varying, "installed file")} read differently each time ({where}): look at the contacts, the memory and the power supply too");
            }

            if (worst.Unreadable > 0)
            {
                yield return new(StorageVerdict.Failing, "package_scrub", $"{StorageWords.Count(worst.Unreadable, "installed file")} not readable for an input/output error ({where})");
            }
        }
        else if (device.Last.Packages is { Files: > 0 } scrub)
        {
            yield return new(StorageVerdict.Ok, "package_scrub", $"{StorageWords.Count(scrub.Files, "installed file")} read past the page cache, each as its package has it");
        }
    }

    /// <summary>Null where nothing was read.</summary>
    public static string? Coverage(ScrubReport? scrub) => scrub is not { Of: > 0 } ? null
        : $"{100L * scrub.Packages / scrub.Of} % of {StorageWords.Count(scrub.Of, "package")} read since {StorageWords.Ago(scrub.BeganAgo)}{(scrub.IsPaused ? ", paused on battery" : "")}";
}
