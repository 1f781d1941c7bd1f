using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>How hard an order is held: the first to be given up comes first.</summary>
public enum EdgeStrength
{
    /// <summary>A service prefers another.</summary>
    Soft,

    /// <summary>A service needs another.</summary>
    Hard,

    /// <summary>The shutdown itself needs it: the upsd's host (P17), the coordinator's host (P26).</summary>
    Infrastructure,
}

/// <summary>Node <paramref name="From"/> is off before node <paramref name="To"/> begins to stop.</summary>
/// <param name="Tier">The tier of the service that needs; what is given up first among equals.</param>
/// <param name="Why">Reads after "because".</param>
public sealed record StopEdge(string From, string To, EdgeStrength Strength, Tier Tier, string Why)
{
    public bool IsStrongerThan(StopEdge other) => (Strength, Tier).CompareTo((other.Strength, other.Tier)) > 0;
}
