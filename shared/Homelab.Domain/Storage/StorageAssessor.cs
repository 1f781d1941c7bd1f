namespace Homelab.Domain.Storage;

/// <summary>Concludes what is known of a device. It never makes a figure up: what no signal tells is named in the coverage.</summary>
public static class StorageAssessor
{
    public static StorageAssessment Assess(DeviceState device, DateTimeOffset now)
    {
        List<StorageEvidence> evidence =
        [
            .. FileSystemEvidence.Of(device, now),
            .. WearEvidence.Of(device),
            .. ProbeEvidence.Of(device, now),
            .. CanaryEvidence.Of(device, now),
            .. ScrubEvidence.Of(device, now),
            .. FullReadEvidence.Of(device, now),
            .. VolumeEvidence.Of(device),
            .. SmartEvidence.Of(device, now),
            .. ComplaintEvidence.Of(device, now),
            .. ControllerEvidence.Of(device, now),
        ];
        return new(
            device.Last.Name,
            evidence.Count == 0 ? StorageVerdict.Unknown : evidence.Max(item => item.Verdict),
            [.. evidence.OrderByDescending(item => item.Verdict)],
            StorageCoverage.Sentence(device));
    }
}
