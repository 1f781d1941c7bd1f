namespace Homelab.Domain.Storage;

/// <summary>How much was looked at, in a sentence, and what the device does not tell.</summary>
internal static class StorageCoverage
{
    public static string Sentence(DeviceState device) => string.Join("; ", Parts(device));

    private static IEnumerable<string> Parts(DeviceState device)
    {
        yield return device.Last.SizeBytes > 0
            ? $"none of {StorageWords.Bytes(device.Last.SizeBytes)} verified"
            : "nothing of it verified";
        if (Wear(device) is { } wear)
        {
            yield return wear;
        }

        if (!device.HasIdentity)
        {
            yield return "it has no identity of its own, so a replaced one would not be noticed";
        }
    }

    private static string? Wear(DeviceState device) => device.Last.Kind switch
    {
        DeviceKind.SdCard => "wear: not reported by this card",
        DeviceKind.Emmc when device.Last.Wear is not { } wear || (wear.LifeTimeA == 0 && wear.LifeTimeB == 0) => "wear: not reported by this card",
        DeviceKind.Emmc => null,
        _ => "wear: not asked",
    };
}
