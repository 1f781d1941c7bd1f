using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// The synchronous core of the outage runner: <c>Step(input, now) -> entries and effects</c>. No thread, clock, store or network: those
/// sit around it, so that a simulator runs this very type. Entries are to be on disk before the effects are performed (law 7).
/// </summary>
public sealed class OutageEngine
{
    private readonly string _hostBootId;
    private readonly Moment _startedAt;
    private readonly Dictionary<string, NodeTrack> _nodes = [];
    private readonly LeaseDesk _leases;
    private readonly OrderDesk _orders;
    private LabConfig _lab;
    private ImmutableArray<FeedAssessment> _feeds = [];
    private ImmutableArray<JournalEntry> _entries = [];
    private ImmutableArray<OutageEffect>.Builder _effects = ImmutableArray.CreateBuilder<OutageEffect>();
    private Fence _fence;
    private ulong _outages;
    private Moment _lastPlanAt = Moment.Zero;

    public OutageEngine(LabConfig lab, Fence fence, string hostBootId, IEnumerable<JournalEntry> journal, Moment now)
    {
        _lab = lab;
        _fence = fence;
        _hostBootId = hostBootId;
        _startedAt = now;
        _leases = new LeaseDesk(_nodes);
        _orders = new OrderDesk(_nodes);

        // A sequence resumes only within the boot that wrote it (P1); after a cold start everything is observed afresh.
        State = journal.Where(entry => entry.HostBootId == hostBootId).Aggregate(OutageState.None, Sequence.Apply);
    }

    public OutageState State { get; private set; }

    /// <summary>The plan in force; null outside an outage and while the feeds are not known again after a restart.</summary>
    public StopPlan? Plan { get; private set; }

    public Fence Fence => _fence;

    public (ImmutableArray<JournalEntry> Entries, ImmutableArray<OutageEffect> Effects) Step(OutageInput input, DateTimeOffset wallClock, Moment now)
    {
        _entries = [];
        _effects = ImmutableArray.CreateBuilder<OutageEffect>();
        Take(input, now);
        var feeds = KnownFeeds(now);
        if (feeds is { } known)
        {
            Replan(known, input, now);
            Advance(known, wallClock, now);
        }

        if (State.IsRunning)
        {
            _effects.AddRange(_orders.Repeat(State, Plan, _fence, _lab, now));
            _effects.AddRange(_leases.Renew(State, Plan, feeds ?? [], _fence, _lab, now));
        }

        return (_entries, _effects.ToImmutable());
    }

    private void Take(OutageInput input, Moment now)
    {
        switch (input)
        {
            case OutageInput.LabTaken taken:
                _lab = taken.Lab;
                break;
            case OutageInput.FeedsAssessed assessed:
                _feeds = assessed.Feeds;
                break;
            case OutageInput.NodeHello hello:
                Hello(hello, now);
                break;
            case OutageInput.NodeBeat beat:
                TrackOf(beat.Node).Beat(beat.Number, beat.SentAt, now);
                _leases.Wants(beat.Node);
                break;
            case OutageInput.NodeGone gone:
                TrackOf(gone.Node).Gone(now);
                break;
            case OutageInput.LeaseAnswered answered when answered.OutageId == State.OutageId && answered.Epoch == _fence.Epoch:
                _effects.AddRange(_leases.Answered(answered));
                break;
            case OutageInput.OrderAnswered answered:
                TrackOf(answered.Node).Answer = answered.Answer;
                break;
            case OutageInput.ProbeSeen probe:
                TrackOf(probe.Node).Probe(probe.Answers, now);
                break;
            case OutageInput.LoadGone load:
                TrackOf(load.Node).LoadGoneAt = now;
                break;
        }
    }

    private void Hello(OutageInput.NodeHello hello, Moment now)
    {
        var track = TrackOf(hello.Node);
        if (track.Hello(hello.BootId, hello.SentAt, now))
        {
            _leases.Forget(hello.Node);
        }

        RiseAbove(hello);
        if (hello.Lease is { } lease && lease.OutageId == State.OutageId)
        {
            _leases.Found(hello.Node, track.ToOurs(hello.SentAt) + lease.Remaining);
        }
        else if (hello.Lease is { } old && !State.IsRunning && _feeds.Length > 0 && _feeds.All(feed => feed.IsMains || feed.Condition == FeedCondition.OnLine))
        {
            _effects.Add(new OutageEffect.TellEnded(hello.Node, hello.BootId, old.OutageId, _fence, [], TimeSpan.Zero));
        }

        foreach (var answer in hello.Answers)
        {
            track.Answer = answer;
        }
    }

    /// <summary>P3: within the lineage this coordinator speaks above everything that an agent has ever obeyed.</summary>
    private void RiseAbove(OutageInput.NodeHello hello)
    {
        if (hello.Seen.Lineage != _fence.Lineage || hello.Seen.Instance == _fence.Instance || hello.Seen.Epoch < _fence.Epoch)
        {
            return;
        }

        _fence = _fence with { Epoch = hello.Seen.Epoch + 1 };
        _effects.Add(new OutageEffect.KeepEpoch(_fence.Epoch));
        _effects.Add(new OutageEffect.Announce(
            4, "EpochRaised", hello.Node, $"{hello.Node} has obeyed epoch {hello.Seen.Epoch}; this coordinator goes on as epoch {_fence.Epoch}."));
    }

    /// <summary>
    /// Feeds with what the journal knows of them. Unknown after on battery is on battery (P9); right after a restart nothing is
    /// concluded before they could be read once.
    /// </summary>
    private ImmutableArray<FeedAssessment>? KnownFeeds(Moment now)
    {
        if (!State.IsRunning)
        {
            return _feeds;
        }

        var unread = State.Feeds.Keys.Any(name => _feeds.FirstOrDefault(feed => feed.Feed == name) is null or { Condition: FeedCondition.Unknown });
        if (unread && now < _startedAt + _lab.Policy.MaxAge)
        {
            return null;
        }

        return [.. _feeds.Select(feed => State.Feeds.TryGetValue(feed.Feed, out var since) ? Journalled(feed, since) : feed)];
    }

    private static FeedAssessment Journalled(FeedAssessment feed, Moment since) => feed switch
    {
        { Condition: FeedCondition.Unknown } => feed with { Condition = FeedCondition.OnBattery, OnBatterySince = since, RuntimeBasis = "unknown since the coordinator restarted" },
        { OnBatterySince: { } seen } when seen > since => feed with { OnBatterySince = since },
        _ => feed,
    };

    private void Replan(ImmutableArray<FeedAssessment> feeds, OutageInput input, Moment now)
    {
        var due = input is OutageInput.FeedsAssessed or OutageInput.LabTaken || now - _lastPlanAt >= _lab.Policy.Beat;
        if (!feeds.Any(feed => feed.IsDying && !feed.IsMains))
        {
            Plan = State.IsRunning ? new StopPlan { Generation = _fence.Generation, MadeAt = now } : null;
            return;
        }

        if (Plan is not null && !due)
        {
            return;
        }

        _lastPlanAt = now;
        _fence = _fence with { Generation = _fence.Generation + 1 };
        Plan = StopPlanner.Plan(new StopPlanRequest
        {
            Lab = _lab,
            Feeds = feeds,
            Now = now,
            Generation = _fence.Generation,
            Stopping = [.. State.Steps.Values.Where(step => step.Phase != StepPhase.Pending).Select(step => step.Node)],
        });
    }

    private void Advance(ImmutableArray<FeedAssessment> feeds, DateTimeOffset wallClock, Moment now)
    {
        var ending = State;
        _entries = Sequence.Advance(State, new SequenceObservation
        {
            Now = now,
            WallClock = wallClock,
            HostBootId = _hostBootId,
            Epoch = _fence.Epoch,
            NextOutageId = $"{_lab.Name}-{_fence.Epoch}-{_outages + 1}",
            Lab = _lab,
            Feeds = feeds,
            Plan = Plan,
            Nodes = NodeSight.Of(_nodes.Values, _leases, _lab, now),
        });
        foreach (var entry in _entries)
        {
            State = Sequence.Apply(State, entry);
            _effects.Add(OutageWords.Of(entry));
            Follow(entry, ending, now);
        }
    }

    private void Follow(JournalEntry entry, OutageState before, Moment now)
    {
        switch (entry.Transition)
        {
            case SequenceTransition.OutageOpened:
                _outages++;
                _leases.Clear();
                break;
            case SequenceTransition.StepReopened:
                _orders.Forget(entry.Node);
                break;
            case SequenceTransition.OutageEnded:
                _effects.AddRange(_nodes.Values.Where(node => node.BootId.Length > 0).Select(node => new OutageEffect.TellEnded(
                    node.Name, node.BootId, before.OutageId, _fence, entry.Feeds, _lab.Policy.Debounce)));
                _leases.Clear();
                _orders.Clear();
                Plan = null;
                break;
        }
    }

    private NodeTrack TrackOf(string node) => _nodes.TryGetValue(node, out var track) ? track : _nodes[node] = new NodeTrack(node);
}
