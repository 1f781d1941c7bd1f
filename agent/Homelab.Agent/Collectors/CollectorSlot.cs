using Homelab.Domain;

namespace Homelab.Agent.Collectors;

internal enum SlotPhase
{
    Waiting,
    Queued,
    Running,

    /// <summary>Still inside, beyond its bound: reported, and not started again before it has come back.</summary>
    Hanging,
}

/// <summary>One collector with what the schedule knows of it. Guarded by the runner's lock, but for the collection while it runs.</summary>
internal sealed class CollectorSlot(ICollector collector, bool isDeclared = false)
{
    /// <summary>It exists because the plan names it, and runs only while the plan does.</summary>
    public bool IsDeclared => isDeclared;

    public ICollector Collector { get; } = collector;

    public Collection Collection { get; } = new();

    public CollectorSettings Settings { get; set; } = CollectorSettings.Default;

    public SlotPhase Phase { get; set; }

    public Moment DueAt { get; set; }

    public Moment StartedAt { get; set; }

    public TimeSpan LastDuration { get; set; }

    /// <summary>Null before the first round has ended.</summary>
    public CollectorOutcome? LastOutcome { get; set; }

    public int TimeoutsInARow { get; set; }
}
