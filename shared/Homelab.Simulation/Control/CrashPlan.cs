using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Control;

public enum CrashSide
{
    /// <summary>The entry is lost.</summary>
    BeforeWrite,

    /// <summary>The entry is on disk, and nothing that follows from it was done.</summary>
    AfterWrite,
}

/// <summary>Crash at the next entry of this kind.</summary>
public sealed record CrashPlan(SequenceTransition Transition, CrashSide Side, TimeSpan For);
