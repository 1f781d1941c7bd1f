namespace Homelab.Coordinator.Api.Views;

/// <summary>One disk or card: what its evidence comes to.</summary>
/// <param name="State">FAILED, FAILING, AGING, OK or UNKNOWN.</param>
/// <param name="Evidence">The worst first.</param>
/// <param name="Coverage">How much was looked at, and what the device does not tell.</param>
/// <param name="Identity">A card's cid, a disk's wwid; empty where it has none.</param>
/// <param name="WrittenBytes">By the host, since it was first seen.</param>
/// <param name="WrittenBytesPerDay">Over the last seven days.</param>
/// <param name="WriteMilliseconds">What a write took in the present boot.</param>
public sealed record StorageView(
    string Device,
    string State,
    IReadOnlyList<StorageEvidenceView> Evidence,
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
    double? WriteMilliseconds);

/// <param name="Signal">file_system or wear.</param>
public sealed record StorageEvidenceView(string State, string Signal, string Sentence);
