using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// The synchronous core of the outage runner: <c>Step(input, now) -> entries and effects</c>. No thread, clock, store or network: those
/// sit around it, so that a simulator runs this very type. Entries are to be on disk before the effects are performed (law 7).
/// </summary>
public sealed partial class OutageEngine
{
    private readonly string _hostBootId;
    private readonly NodeBoard _nodes;
    private readonly FeedMemory _memory;
    private readonly RunnerGap _gap;
    private readonly Rival _rival;
    private readonly SettledFeeds _settled = new();
    private readonly CutFeeds _cutFeeds = new();
    private readonly CutDesk _cuts = new();
    private LabConfig _lab;
    private (LabConfig Of, ImmutableSortedSet<string> Asked, LabConfig Lab)? _asked;
    private ImmutableArray<FeedAssessment> _feeds = [];
    private ImmutableArray<(string Feed, FeedCondition Condition)> _planned = [];
    private ImmutableSortedDictionary<string, CutState> _plannedCuts = OutageState.None.Cuts;
    private ImmutableArray<FeedAssessment> _seen = [];
    private ImmutableArray<JournalEntry> _entries = [];
    private ImmutableArray<OutageEffect>.Builder _effects = ImmutableArray.CreateBuilder<OutageEffect>();
    private Fence _fence;
    private (Fence Seen, string Node)? _toRiseAbove;
    private ulong _outages;
    private readonly Moment _startedAt;
    private StartOrder? _startOrder;
    private Moment _lastPlanAt = Moment.Zero;
    private readonly StopLearner _stops;
    private DateTimeOffset _wallClock;

    /// <param name="stops">What earlier stops took (P21); null where nothing is known.</param>
    /// <param name="drills">What earlier drills came to; null where nothing is known.</param>
    public OutageEngine(LabConfig lab, Fence fence, string hostBootId, IEnumerable<JournalEntry> journal, Moment now, StopRecord? stops = null, DrillRecord? drills = null)
    {
        ImmutableArray<JournalEntry> known = [.. journal];
        Drills = known.Where(entry => entry.Drill is not null).Aggregate(drills ?? DrillRecord.Empty, (record, entry) => record.With(entry.Node, entry.Drill!));
        _stops = new StopLearner(stops ?? StopRecord.Empty, lab);
        _lab = lab;
        _fence = fence;
        _hostBootId = hostBootId;
        _memory = new FeedMemory(now);
        _gap = new RunnerGap(now);
        _rival = new Rival(now);

        _startedAt = now;
        State = Sequence.Resume(known, hostBootId);
        _nodes = new NodeBoard(State.OutageId, now);
        _nodes.Know(lab);
        _nodes.Leases.Watches = PlanPosition.Of(lab, _stops.InForce);
    }

    public OutageState State { get; private set; }

    /// <summary>The plan in force; null outside an outage and while the feeds are not known again after a restart.</summary>
    public StopPlan? Plan { get; private set; }

    public Fence Fence => _fence;

    /// <summary>How long stops took, so far. A plan takes up what an outage teaches when that is over.</summary>
    public StopRecord Stops => _stops.Record;

    /// <summary>What drills came to, so far.</summary>
    public DrillRecord Drills { get; private set; }

    /// <summary>The durations that plans reckon with instead of the declared ones.</summary>
    public ImmutableDictionary<string, LearnedStop> Learned => _stops.InForce;

    /// <summary>The lab as it is planned with: what an operator asked to shut down hangs on a feed of its own.</summary>
    public LabConfig InForce
    {
        get
        {
            if (_asked is not { } known || !ReferenceEquals(known.Of, _lab) || !ReferenceEquals(known.Asked, State.AskedFeeds))
            {
                _asked = known = (_lab, State.AskedFeeds, AskedNodes.On(_lab, State.AskedFeeds));
            }

            return known.Lab;
        }
    }

    /// <summary>The feeds as it is planned with.</summary>
    public ImmutableArray<FeedAssessment> Feeds { get; private set; } = [];

    /// <summary>It has just started, or stood still, and takes no wish of an operator before it has read its feeds (P6).</summary>
    public bool IsReadingFirst { get; private set; }

    /// <summary>Why this coordinator stands down: another one is heard that it would have to rise above (P3). Empty while it speaks.</summary>
    public string StandsDown { get; private set; } = "";

    public (ImmutableArray<JournalEntry> Entries, ImmutableArray<OutageEffect> Effects) Step(OutageInput input, DateTimeOffset wallClock, Moment now)
    {
        _entries = [];
        _effects = ImmutableArray.CreateBuilder<OutageEffect>();
        _wallClock = wallClock;
        Take(input, now);
        if (IsStandingDown(now))
        {
            return ([], [.. _effects.OfType<OutageEffect.Announce>()]);
        }

        var read = _gap.MayGoOn(input, State, _lab.Policy, now) ? _memory.Known(State, _feeds, _lab, now) : null;
        IsReadingFirst = read is null;
        if (read is { } known)
        {
            var feeds = Feeds = OperatorAdvance.GivenUp(State, _lab, _cutFeeds.InForce(State, _lab, known, now), now);
            Replan(feeds, input, now);

            // A beat and a lease's answer move no step: with hundreds of nodes there are hundreds of them a second.
            if (input is not (OutageInput.NodeBeat or OutageInput.LeaseAnswered))
            {
                Advance(feeds, input as OutageInput.OperatorAsked, wallClock, now);
                EndLeases(feeds, now);
                _effects.AddRange(_nodes.Starts.Due(State, _lab, now).Concat(_nodes.Outlets.Due(State, _lab, now)));
                _effects.AddRange(_cuts.Due(State));
            }

            if (input is OutageInput.NodeBeat beat)
            {
                _effects.Add(new OutageEffect.AnswerBeat(beat.Node, beat.Number, _fence));
            }

            // An operator's shutdown opens without a plan; the next round makes it.
            if (State.IsRunning && Plan is not null)
            {
                _effects.AddRange(_nodes.Orders.Repeat(State, Plan, _fence, _lab, now));
                _effects.AddRange(_nodes.Leases.Renew(input, State, Plan, _settled.Of(InForce, feeds), _fence, InForce, now).Select(effect => AskedNodes.Named(effect, _lab)));
            }
        }

        return (_entries, _effects.ToImmutable());
    }

    private void Take(OutageInput input, Moment now)
    {
        switch (input)
        {
            case OutageInput.LabTaken taken:
                _lab = taken.Lab;
                _nodes.Know(_lab);
                _stops.TakeUp(_lab);
                _startOrder = null;
                TellWatches();
                break;
            case OutageInput.FeedsAssessed assessed:
                _feeds = assessed.Feeds;
                _nodes.Meter(_lab, _feeds, now);
                break;
            case OutageInput.NodeHello hello:
                _rival.Look(hello, _fence, now);
                RiseAbove(hello.Seen, hello.Node, now);
                _nodes.Hello(hello, State, _lab.Policy.Beat, now);
                if (_nodes.Leases.Watches.TryGetValue(hello.Node, out var watch))
                {
                    _effects.Add(new OutageEffect.TellWatch(hello.Node, watch, _fence));
                }

                break;
            case OutageInput.LeaseAnswered answered when answered.OutageId == State.OutageId && answered.Epoch == _fence.Epoch:
                _effects.AddRange(_nodes.LeaseAnswered(answered, _lab.Policy.Beat, now));
                break;
            case OutageInput.LeaseAnswered late when late.Epoch == _fence.Epoch:
                _nodes.Leases.Settle(late);
                break;
            case OutageInput.CutAnswered cut:
                _cuts.Take(cut);
                break;
            default:
                _nodes.Take(input, State, _lab.Policy.Beat, now);
                break;
        }
    }

    private void TellWatches()
    {
        _nodes.Leases.Watches = PlanPosition.Of(_lab, _stops.InForce);
        _effects.AddRange(_nodes.Leases.Watches.Select(watch => new OutageEffect.TellWatch(watch.Key, watch.Value, _fence)));
    }

    /// <summary>Each beat, and at once where a feed changed its condition. A generation is a plan, so there are no more than needed.</summary>
    private void Replan(ImmutableArray<FeedAssessment> feeds, OutageInput input, Moment now)
    {
        ImmutableArray<(string, FeedCondition)> conditions = feeds == _seen ? _planned : [.. feeds.Select(feed => (feed.Feed, feed.Condition))];
        _seen = feeds;
        var isDue = Plan is null || input is OutageInput.LabTaken || now - _lastPlanAt >= _lab.Policy.Beat || !ReferenceEquals(State.Cuts, _plannedCuts) || !conditions.SequenceEqual(_planned);
        if (!feeds.Any(feed => feed.IsDying && !feed.IsMains))
        {
            Plan = !State.IsRunning ? null : isDue || !Plan!.Steps.IsEmpty ? new StopPlan { Generation = _fence.Generation, MadeAt = now } : Plan;
            (_planned, _lastPlanAt, _plannedCuts) = (conditions, isDue ? now : _lastPlanAt, State.Cuts);
            if (State.IsRunning && !_nodes.Leases.HasOrder)
            {
                // Started again while the mains are back: the leases that are out follow the order of a plan that only the past knew. All of it,
                // for the next plan may find time for what does not fit the battery that is left now.
                var failing = PowerGoesNow.Assume(_lab, feeds, now, [.. State.Feeds.Keys]);
                _nodes.Leases.Bind(StopPlanner.Plan(Request([.. failing.Select(feed => feed with { Runtime = null })], now)));
            }

            return;
        }

        if (!isDue)
        {
            return;
        }

        (_planned, _lastPlanAt, _plannedCuts) = (conditions, now, State.Cuts);
        _fence = _fence with { Generation = _fence.Generation + 1 };
        var request = Request(feeds, now);
        Plan = StopPlanner.Plan(request);
        _nodes.Leases.Assume(FeedsAtWorstLoad.Of(request) is { } worst ? StopPlanner.Plan(request with { Feeds = worst }) : null);
    }

    /// <summary>Of nodes whose feeds are back while the outage goes on. Each end rises above the leases that are out, and the plan with it.</summary>
    private void EndLeases(ImmutableArray<FeedAssessment> feeds, Moment now)
    {
        var risen = _fence with { Generation = _fence.Generation + 1 };
        var ends = _nodes.Ends.Due(State, Plan, feeds, risen, _lab, now);
        if (!ends.IsEmpty)
        {
            (_fence, Plan) = (risen, Plan is null ? null : Plan with { Generation = risen.Generation });
            _effects.AddRange(ends);
        }
    }

    private void Advance(ImmutableArray<FeedAssessment> feeds, OutageInput.OperatorAsked? asked, DateTimeOffset wallClock, Moment now)
    {
        if (!State.IsRunning && !State.Return.IsOpen && Plan is null && asked is null && !_nodes.HearsAny(State.Return.Off.Keys, _lab.Policy.Beat, now))
        {
            return;
        }

        var before = State;
        var nodes = _nodes.Sight(InForce, now);
        _sight = (nodes, now);
        _entries = Sequence.Advance(State, new SequenceObservation
        {
            Now = now,
            WallClock = wallClock,
            HostBootId = _hostBootId,
            Epoch = _fence.Epoch,
            NextOutageId = $"{_lab.Name}-{_fence.Epoch}-{_outages + 1}",
            Lab = InForce,
            Feeds = feeds,
            Plan = Plan,
            Asked = asked,
            ListeningSince = _startedAt,
            StartOrder = (State.Return.IsOpen || asked is not null) && !State.IsRunning ? _startOrder ??= StartOrder.Of(_lab) : StartOrder.None,
            Nodes = nodes,
            CutAnswers = _cuts.Answers,
            ToldCuts = _cuts.Told,
            OutletAnswers = _nodes.Outlets.Answers,
        });
        foreach (var entry in _entries)
        {
            State = Sequence.Apply(State, entry);
            _effects.Add(OutageWords.Of(entry));
            _stops.See(entry, before, Plan, nodes);
            Drills = entry.Drill is { } drilled ? Drills.With(entry.Node, drilled) : Drills;
            Follow(entry, before, now);
        }

        if (asked is not null && _entries.All(entry => entry.Operator.Length == 0))
        {
            _effects.Add(new OutageEffect.Announce(4, "OperatorRefused", "", AskedRefusal.Of(asked, before, _lab, node => nodes.GetValueOrDefault(node) is { IsConnected: true })));
        }
    }
}
