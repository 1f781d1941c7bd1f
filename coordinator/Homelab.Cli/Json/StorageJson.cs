using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

public sealed record StorageListJson(IReadOnlyList<StorageJson> Storage);

public sealed record StorageEvidenceJson(string State, string Signal, string Sentence);

public sealed record StorageJson(
    string Node,
    string Device,
    string State,
    IReadOnlyList<StorageEvidenceJson> Evidence,
    string Coverage,
    string Kind,
    string Model,
    string Serial,
    string Made,
    long SizeBytes,
    string Identity,
    long FirstSeenWallMs,
    long LastSeenWallMs,
    long WrittenBytes,
    double? WrittenBytesPerDay,
    double? WriteMilliseconds)
{
    public static StorageJson Of(string node, StorageStatus device) => new(
        node,
        device.Device,
        device.State,
        [.. device.Evidence.Select(item => new StorageEvidenceJson(item.State, item.Signal, item.Sentence))],
        device.Coverage,
        device.Kind,
        device.Model,
        device.Serial,
        device.Made,
        device.SizeBytes,
        device.Identity,
        device.FirstSeenWallMs,
        device.LastSeenWallMs,
        device.WrittenBytes,
        Number.Of(device.HasWrittenBytesPerDay, device.WrittenBytesPerDay),
        Number.Of(device.HasWriteMilliseconds, device.WriteMilliseconds));
}
