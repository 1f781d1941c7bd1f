using System.Globalization;

namespace Homelab.Domain.Storage;

/// <summary>Whether what was written once is read as it was written.</summary>
internal static class CanaryEvidence
{
    /// <summary>Canaries that were written anew say nothing of what happened to the old ones.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    public static IEnumerable<StorageEvidence> Of(DeviceState device, DateTimeOffset now)
    {
        if (device.Canary is { Worst: { } worst, WorstAt: { } at } && now - at < Remembered)
        {
            foreach (var evidence in Findings(worst, $"last seen {StorageWords.Ago(now - at)}, the first: {worst.First}"))
            {
                yield return evidence;
            }
        }
        else if (device.Last.Canary is { ReadAgo: { } read } canary)
        {
            yield return new(StorageVerdict.Ok, "canary", string.Create(CultureInfo.InvariantCulture,
                $"{StorageWords.Bytes(canary.Bytes)} of canary files were read past the page cache as they were written, {StorageWords.Ago(read)} (writing {canary.Sequence})"));
        }
    }

    private static IEnumerable<StorageEvidence> Findings(CanaryReport worst, string where)
    {
        if (worst.OtherCopies > 0)
        {
            yield return new(StorageVerdict.Failed, "canary", $"it gives back an older copy of what was written over: {StorageWords.Count(worst.OtherCopies, "block")} of its canary files, {where}");
        }

        if (worst.Damaged > 0)
        {
            yield return worst.Varies
                ? new(StorageVerdict.Failing, "canary", $"its canary files are read differently each time ({StorageWords.Count(worst.Damaged, "block")}, {where}): look at the contacts, the memory and the power supply too")
                : new(StorageVerdict.Failed, "canary", $"it gives back other bytes than were written: {StorageWords.Count(worst.Damaged, "block")} of its canary files, {where}; look at its power supply too");
        }

        if (worst.Unreadable > 0)
        {
            yield return new(StorageVerdict.Failing, "canary", $"{StorageWords.Count(worst.Unreadable, "read")} of its canary files ended in an error, {where}");
        }
    }
}
