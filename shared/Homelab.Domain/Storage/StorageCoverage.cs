using System.Globalization;

namespace Homelab.Domain.Storage;

/// <summary>How much was looked at, in a sentence, and what the device does not tell.</summary>
internal static class StorageCoverage
{
    public static string Sentence(DeviceState device) => string.Join("; ", Parts(device));

    private static IEnumerable<string> Parts(DeviceState device)
    {
        var verified = (device.Last.Packages?.Bytes ?? 0) + (device.Last.Canary is { ReadAgo: not null } canary ? canary.Bytes : 0);
        yield return device.Last.SizeBytes > 0
            ? $"{(verified > 0 ? StorageWords.Bytes(verified) : "none")} of {StorageWords.Bytes(device.Last.SizeBytes)} verified"
            : verified > 0 ? $"{StorageWords.Bytes(verified)} of it verified" : "nothing of it verified";
        if (ScrubEvidence.Coverage(device.Last.Packages) is { } packages)
        {
            yield return packages;
        }

        if (FullReadEvidence.Coverage(device.Last) is { } pass)
        {
            yield return pass;
        }

        if (Wear(device) is { } wear)
        {
            yield return wear;
        }

        if (ControllerEvidence.Coverage(device.Last) is { } controller)
        {
            yield return controller;
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
        DeviceKind.Array or DeviceKind.ZfsPool or DeviceKind.Btrfs => null,
        _ => Smart(device.Last.Smart),
    };

    private static string Smart(SmartReport? smart) => smart switch
    {
        null => "wear and SMART: no answer",
        _ when smart.ReadAgo > SmartEvidence.Fresh => $"SMART: asked {StorageWords.Ago(smart.ReadAgo)}, so it says nothing of now",
        { PercentageUsed: { } used } => string.Create(CultureInfo.InvariantCulture, $"wear: {used} % of its endurance used, by its own estimate"),
        _ => "wear: not reported by this drive",
    };
}
