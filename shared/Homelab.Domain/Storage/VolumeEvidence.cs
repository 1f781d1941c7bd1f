namespace Homelab.Domain.Storage;

/// <summary>Whether a volume over several devices has them all.</summary>
internal static class VolumeEvidence
{
    public static IEnumerable<StorageEvidence> Of(DeviceState device)
    {
        if (device.Last.Volume is not { } volume)
        {
            yield break;
        }

        var what = volume.Level.Length > 0 ? $"the {volume.Level} array" : "the pool";
        switch (volume.Condition)
        {
            case VolumeCondition.Broken:
                yield return new(StorageVerdict.Failed, "volume", $"{what} is {volume.Said}");
                break;
            case VolumeCondition.Degraded:
                yield return new(StorageVerdict.Failing, "volume", $"{what} runs without {Lost(volume)}{(volume.IsRebuilding ? ", and rebuilds" : ", and nothing rebuilds it")}");
                break;
            case VolumeCondition.Whole:
                yield return new(StorageVerdict.Ok, "volume", $"{what} has all its members ({volume.Said})");
                break;
        }

        // Mirrors may differ where a page changed while it was written; parity may not (md(4), "SCRUBBING AND MISMATCHES").
        if (volume.Mismatches > 0)
        {
            var isParity = volume.Level is "raid4" or "raid5" or "raid6";
            yield return new(isParity ? StorageVerdict.Failing : StorageVerdict.Aging, "volume", $"its last check found {StorageWords.Count(volume.Mismatches, "sector")} that differ between members");
        }
    }

    private static string Lost(VolumeReport volume) => (volume.Missing, volume.Members) switch
    {
        (0, _) => "some of its members",
        (var missing, 0) => StorageWords.Count(missing, "member"),
        var (missing, members) => $"{missing} of its {members} members",
    };
}
