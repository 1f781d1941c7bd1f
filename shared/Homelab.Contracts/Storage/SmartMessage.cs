using Homelab.Contracts.V1;
using Homelab.Domain.Storage;

namespace Homelab.Contracts.Storage;

/// <summary>What a drive says of itself, on the wire and off it.</summary>
internal static class SmartMessage
{
    public static StorageSmart ToWire(SmartReport smart)
    {
        var wire = new StorageSmart { ReadAgoMs = (long)smart.ReadAgo.TotalMilliseconds, ExitStatus = smart.ExitStatus };
        Put(smart.Passed, value => wire.Passed = value);
        Put(smart.CriticalWarning, value => wire.CriticalWarning = value);
        Put(smart.PercentageUsed, value => wire.PercentageUsed = value);
        Put(smart.AvailableSpare, value => wire.AvailableSpare = value);
        Put(smart.SpareThreshold, value => wire.SpareThreshold = value);
        Put(smart.LostData, value => wire.LostData = value);
        Put(smart.Reallocated, value => wire.Reallocated = value);
        return wire;
    }

    public static SmartReport Read(StorageSmart wire) => new()
    {
        ReadAgo = WireSpan.Of(wire.ReadAgoMs),
        ExitStatus = wire.ExitStatus,
        Passed = wire.HasPassed ? wire.Passed : null,
        CriticalWarning = wire.HasCriticalWarning ? wire.CriticalWarning : null,
        PercentageUsed = wire.HasPercentageUsed ? wire.PercentageUsed : null,
        AvailableSpare = wire.HasAvailableSpare ? wire.AvailableSpare : null,
        SpareThreshold = wire.HasSpareThreshold ? wire.SpareThreshold : null,
        LostData = wire.HasLostData ? wire.LostData : null,
        Reallocated = wire.HasReallocated ? wire.Reallocated : null,
    };

    private static void Put<T>(T? value, Action<T> put)
        where T : struct
    {
        if (value is { } known)
        {
            put(known);
        }
    }
}
