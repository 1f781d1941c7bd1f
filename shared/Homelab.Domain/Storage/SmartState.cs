namespace Homelab.Domain.Storage;

/// <summary>What is held of a drive's own counts. A drive that sleeps tells none; then the last that was told stays.</summary>
/// <param name="LostDataGrewAt">When more was lost than before; null where never seen.</param>
/// <param name="ReallocatedGrewAt">When more sectors were replaced than before; null where never seen.</param>
public sealed record SmartState(long? LostData, DateTimeOffset? LostDataGrewAt, long? Reallocated, DateTimeOffset? ReallocatedGrewAt)
{
    public static readonly SmartState None = new(null, null, null, null);

    public SmartState Take(SmartReport? report, DateTimeOffset now) => new(
        report?.LostData ?? LostData,
        report?.LostData > LostData ? now : LostDataGrewAt,
        report?.Reallocated ?? Reallocated,
        report?.Reallocated > Reallocated ? now : ReallocatedGrewAt);
}
