using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Outage;

/// <summary>What readers of the outage see: the newest state, plan and entries, swapped whole by the runner.</summary>
public sealed class OutageLog : ILabFreeze
{
    private volatile Content _content = new(OutageState.None, OutageState.None, null, new Homelab.Domain.Shutdown.Fence("", 0, "", 0), [], [], null, [], StopRecord.Empty, DrillRecord.Empty);

    public event Action? Thawed;

    /// <summary>What was decided and journalled, as far as the disk took it. Handlers must not block.</summary>
    public event Action<ImmutableArray<JournalEntry>>? Journalled;

    /// <summary>The lab file is frozen during an outage (P11).</summary>
    public bool IsFrozen => State.IsRunning;

    public OutageState State => _content.State;

    /// <summary>The last state in which an outage ran; what a reader sees after its end.</summary>
    public OutageState LastRunning => _content.LastRunning;

    /// <summary>Why this coordinator gives no leases and no orders; empty while it does.</summary>
    public string StandsDown { get; private set; } = "";

    public StopPlan? Plan => _content.Plan;

    /// <summary>What stops took so far (P21).</summary>
    public StopRecord Stops => _content.Stops;

    /// <summary>What live drills proved so far (P23).</summary>
    public DrillRecord Drills => _content.Drills;

    public Homelab.Domain.Shutdown.Fence Fence => _content.Fence;

    /// <summary>Who is to be on again after the outage and is not yet.</summary>
    public ImmutableArray<ReturnWait> Returning => _content.Returning;

    /// <summary>What the plan in force was made with; null before the first round.</summary>
    public LabConfig? Lab => _content.Lab;

    public ImmutableArray<FeedAssessment> Feeds => _content.Feeds;

    /// <summary>Entries of the running outage or of the last one.</summary>
    public ImmutableArray<JournalEntry> Entries => _content.Entries;

    internal void Remember(ImmutableArray<JournalEntry> journal, OutageEngine engine) => Take(Sequence.OfLastOutage(journal), engine);

    internal void Show(ImmutableArray<JournalEntry> entries, OutageEngine engine)
    {
        Take(entries, engine);
        Journalled?.Invoke(entries);
    }

    private void Take(ImmutableArray<JournalEntry> entries, OutageEngine engine)
    {
        StandsDown = engine.StandsDown;
        var thaws = State.IsRunning && !engine.State.IsRunning;
        var known = entries.FirstOrDefault()?.Transition == SequenceTransition.OutageOpened ? [] : _content.Entries;
        var running = engine.State.IsRunning ? engine.State : _content.LastRunning;
        _content = new Content(engine.State, running, engine.Plan ?? (engine.State.IsRunning ? _content.Plan : null), engine.Fence, known.AddRange(entries), engine.Returning, engine.InForce, engine.Feeds, engine.Stops, engine.Drills);
        if (thaws)
        {
            Thawed?.Invoke();
        }
    }

    private sealed record Content(
        OutageState State, OutageState LastRunning, StopPlan? Plan, Homelab.Domain.Shutdown.Fence Fence, ImmutableArray<JournalEntry> Entries,
        ImmutableArray<ReturnWait> Returning, LabConfig? Lab, ImmutableArray<FeedAssessment> Feeds, StopRecord Stops, DrillRecord Drills);
}
