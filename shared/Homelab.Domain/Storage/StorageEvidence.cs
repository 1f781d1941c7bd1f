namespace Homelab.Domain.Storage;

/// <summary>One signal and what it says of a device.</summary>
/// <param name="Signal">A stable word: identity, wear, file_system, write_probe, canary, package_scrub, full_read and so on.</param>
/// <param name="Sentence">With its figures, without a full stop.</param>
public sealed record StorageEvidence(StorageVerdict Verdict, string Signal, string Sentence);
