namespace Homelab.Domain.Drills;

/// <summary>In the order of how much a reader must care.</summary>
public enum DrillVerdict
{
    Ok,

    /// <summary>Nothing speaks against it, and only doing it would prove it.</summary>
    Believed,

    /// <summary>It could not be looked at.</summary>
    Unknown,
    Fails,
}

/// <summary>One thing that a rehearsal looked at.</summary>
/// <param name="Basis">What the verdict rests on, as a sentence.</param>
public sealed record DrillItem(string Name, DrillVerdict Verdict, string Basis);
