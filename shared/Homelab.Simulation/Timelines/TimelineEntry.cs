namespace Homelab.Simulation.Timelines;

public enum TimelineKind
{
    /// <summary>What the script did to the lab.</summary>
    Script,

    /// <summary>A feed changed by itself: its battery is empty.</summary>
    Feed,
    Decision,
    StopBegan,
    Off,
    Started,
    PowerLost,
    Coordinator,
    Violation,
}

/// <param name="At">Since the script began.</param>
/// <param name="Subject">A node, a feed, a switch, the coordinator or a rule.</param>
public sealed record TimelineEntry(TimeSpan At, TimelineKind Kind, string Subject, string Text);
