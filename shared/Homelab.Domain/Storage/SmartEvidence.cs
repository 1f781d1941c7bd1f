using System.Globalization;

namespace Homelab.Domain.Storage;

/// <summary>The drive's own word of itself, by its own thresholds, and any growth of what it lost.</summary>
internal static class SmartEvidence
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);
    private const int Worn = 90;

    // Of smartctl's exit status.
    private const int ThresholdNow = 1 << 4, ThresholdInThePast = 1 << 5, SelfTestFailed = 1 << 7;

    /// <summary>What was asked longer ago says nothing of now.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(3);

    public static IEnumerable<StorageEvidence> Of(DeviceState device, DateTimeOffset now)
    {
        if (device.Last.Smart is not { } smart || smart.ReadAgo > Fresh)
        {
            yield break;
        }

        foreach (var item in Verdicts(smart).Concat(Growth(smart, device.Smart, now)))
        {
            yield return item;
        }

        if (smart.Passed == true)
        {
            yield return new(StorageVerdict.Ok, "smart", $"the drive says that it is well (SMART, asked {StorageWords.Ago(smart.ReadAgo)})");
        }
    }

    private static IEnumerable<StorageEvidence> Verdicts(SmartReport smart)
    {
        if (smart.Passed == false)
        {
            yield return Failing("the drive predicts its own failure (SMART)");
        }

        foreach (var (bit, verdict, says) in NvmeWarnings)
        {
            if (smart.CriticalWarning is { } warning && (warning & bit) != 0)
            {
                yield return new(verdict, "smart", says);
            }
        }

        if (smart is { AvailableSpare: { } spare, SpareThreshold: { } threshold } && spare < threshold)
        {
            yield return Failing(string.Create(CultureInfo.InvariantCulture, $"{spare} % of its spare blocks are left, and its maker calls {threshold} % too few"));
        }

        if (smart.PercentageUsed is >= Worn and var used)
        {
            yield return new(StorageVerdict.Aging, "smart", string.Create(CultureInfo.InvariantCulture, $"{used} % of its endurance is used, by its own estimate"));
        }

        if ((smart.ExitStatus & ThresholdNow) != 0)
        {
            yield return Failing("one of its attributes that predict a failure is at its threshold");
        }
        else if ((smart.ExitStatus & ThresholdInThePast) != 0)
        {
            yield return new(StorageVerdict.Aging, "smart", "one of its attributes was at its threshold in the past");
        }

        if ((smart.ExitStatus & SelfTestFailed) != 0)
        {
            yield return new(StorageVerdict.Aging, "smart", "its log of self-tests holds a failed one");
        }
    }

    private static (int Bit, StorageVerdict Verdict, string Says)[] NvmeWarnings { get; } =
    [
        (1 << 0, StorageVerdict.Failing, "the drive warns that its spare blocks run out"),
        (1 << 2, StorageVerdict.Failing, "the drive warns that it has become unreliable"),
        (1 << 3, StorageVerdict.Failed, "the drive takes no more writes"),
        (1 << 4, StorageVerdict.Failing, "the drive warns that its own memory is not kept when power fails"),
    ];

    private static IEnumerable<StorageEvidence> Growth(SmartReport smart, SmartState state, DateTimeOffset now)
    {
        if (Grew(smart.LostData, state.LostDataGrewAt, now, "place that it cannot read", "places that it cannot read") is { } lost)
        {
            yield return lost;
        }

        if (Grew(smart.Reallocated, state.ReallocatedGrewAt, now, "sector that it replaced", "sectors that it replaced") is { } replaced)
        {
            yield return replaced;
        }
    }

    private static StorageEvidence? Grew(long? count, DateTimeOffset? at, DateTimeOffset now, string one, string many)
    {
        var counts = string.Create(CultureInfo.InvariantCulture, $"the drive counts {count} {(count == 1 ? one : many)}");
        return at is { } grew && now - grew < Remembered ? Failing($"{counts}, more than before ({StorageWords.Ago(now - grew)})")
            : count > 0 ? new(StorageVerdict.Aging, "smart", $"{counts}, and was not seen to count more")
            : null;
    }

    private static StorageEvidence Failing(string sentence) => new(StorageVerdict.Failing, "smart", sentence);
}
