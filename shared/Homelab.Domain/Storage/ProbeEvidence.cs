using System.Globalization;

namespace Homelab.Domain.Storage;

/// <summary>Whether the device still takes what it is given, and whether it has kept it.</summary>
internal static class ProbeEvidence
{
    /// <summary>A device that dropped what it confirmed once is not trusted again soon.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    public static IEnumerable<StorageEvidence> Of(DeviceState device, DateTimeOffset now)
    {
        if (device.Probe.Loss is { } loss && now - loss.At < Remembered)
        {
            yield return new(StorageVerdict.Failed, "lost_write", string.Create(CultureInfo.InvariantCulture,
                $"it lost a write that it had confirmed: after a boot {StorageWords.Ago(now - loss.At)} generation {loss.Found} stood where {loss.Confirmed} had been synced (or an older copy was put back)"));
        }

        switch (device.Last.Probe)
        {
            case { Outcome: ProbeOutcome.ReadOnly }:
                yield return new(StorageVerdict.Failed, "write_probe", "it takes no more writes: the file system with the agent's state is read only");
                break;
            case { Outcome: ProbeOutcome.InputOutputError }:
                yield return new(StorageVerdict.Failed, "write_probe", "a write to the agent's state ended in an input/output error");
                break;
            case { Outcome: ProbeOutcome.ReadsDifferently }:
                yield return new(StorageVerdict.Failed, "write_probe", "what was written to the agent's state and synced is not what is read back from the device");
                break;
            case { Outcome: ProbeOutcome.Written }:
                yield return new(StorageVerdict.Ok, "write_probe", "a file is created, written, synced, read back and removed on it every hour");
                break;
        }
    }
}
