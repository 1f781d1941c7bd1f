using System.Collections.Immutable;

namespace Homelab.Domain.Storage;

/// <summary>What the evidence of one device comes to.</summary>
/// <param name="Evidence">The worst first.</param>
/// <param name="Coverage">How much was looked at, and what this device does not tell.</param>
public sealed record StorageAssessment(string Device, StorageVerdict Verdict, ImmutableArray<StorageEvidence> Evidence, string Coverage)
{
    public bool NeedsReplacing => Verdict is StorageVerdict.Failing or StorageVerdict.Failed;
}
