using System.Globalization;

namespace Homelab.Domain.Storage;

/// <summary>What an eMMC says of its wear: in steps of ten percent, and of its reserve blocks.</summary>
internal static class WearEvidence
{
    private const int Exceeded = 0x0B;
    private const int Worn = 9;
    private const int StepPercent = 10;

    public static IEnumerable<StorageEvidence> Of(DeviceState device)
    {
        if (device.Last.Wear is not { } wear)
        {
            yield break;
        }

        var age = $"read when the kernel met the card, {StorageWords.Ago(wear.ReadAgo)}";
        if (Math.Max(wear.LifeTimeA, wear.LifeTimeB) is > 0 and var life)
        {
            var verdict = life >= Exceeded ? StorageVerdict.Failing : life >= Worn ? StorageVerdict.Aging : StorageVerdict.Ok;
            var says = life >= Exceeded
                ? "its life time estimate is exceeded"
                : string.Create(CultureInfo.InvariantCulture, $"{(life - 1) * StepPercent} to {life * StepPercent} % of its life time is used");
            yield return new(verdict, "wear", $"the card says that {says} ({age})");
        }

        if (wear.PreEndOfLife > 0)
        {
            var (verdict, says) = wear.PreEndOfLife switch
            {
                1 => (StorageVerdict.Ok, "its reserve blocks are in the normal range"),
                2 => (StorageVerdict.Aging, "80 % of its reserve blocks are used"),
                3 => (StorageVerdict.Failing, "90 % of its reserve blocks are used"),
                var other => (StorageVerdict.Aging, string.Create(CultureInfo.InvariantCulture, $"its reserve is in a state that no standard names ({other})")),
            };
            yield return new(verdict, "wear", $"the card says that {says} ({age})");
        }
    }
}
