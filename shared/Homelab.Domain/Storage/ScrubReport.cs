namespace Homelab.Domain.Storage;

/// <summary>What holding installed files against the checksums of their packages came to, in the present pass or, between two, the last.</summary>
/// <param name="BeganAgo">When the pass began.</param>
/// <param name="Packages">How many were read to their end.</param>
/// <param name="Of">How many there are.</param>
/// <param name="Files">Read and as their package has them.</param>
/// <param name="Mismatched">With other bytes, though nobody changed them since they were installed.</param>
/// <param name="Varying">Of those: read differently each time.</param>
/// <param name="Unreadable">Input/output errors.</param>
/// <param name="PassedOver">Changed on purpose, removed, or not this agent's to read.</param>
/// <param name="First">The first file with a finding; empty without one.</param>
/// <param name="IsPaused">On battery.</param>
public sealed record ScrubReport(TimeSpan BeganAgo, int Packages, int Of, long Files, long Bytes, int Mismatched, int Varying, int Unreadable, long PassedOver, string First, bool IsPaused)
{
    public bool IsBad => Mismatched + Unreadable > 0;
}

/// <summary>What is held of the scrubs of a device.</summary>
/// <param name="Worst">The last pass with a finding; null where there never was one.</param>
public sealed record ScrubState(ScrubReport? Worst, DateTimeOffset? WorstAt)
{
    public static readonly ScrubState None = new(null, null);

    public ScrubState Take(ScrubReport? report, DateTimeOffset now) => report?.IsBad == true ? new(report, now) : this;
}
