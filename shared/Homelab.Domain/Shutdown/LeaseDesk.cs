using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Renews leases: one for each beat, and at once where another's answer has made room.</summary>
internal sealed class LeaseDesk(IReadOnlyDictionary<string, NodeTrack> nodes)
{
    /// <summary>How long a need waits for a dependent to take its first lease, or a shorter one, in beats.</summary>
    private const int BeatsToWait = 3;

    private readonly LeaseLedger _ledger = new();
    private readonly HashSet<string> _wanting = [];

    // Said once an outage, not once a beat.
    private readonly HashSet<(string, string)> _announced = [];
    private readonly Dictionary<string, Moment> _forcedSince = [];
    private ulong _sequence;
    private Moment? _openedAt;
    private LeaseTargets? _targets;
    private StopPlan? _order;
    private StopPlan? _worst;

    /// <summary>An outage that an earlier coordinator opened: its leases are out, and only hellos tell of them.</summary>
    public string ResumedOutage { get; init; } = "";

    /// <summary>What each agent is told for the time when it is alone, by node.</summary>
    public ImmutableDictionary<string, AgentWatch> Watches { get; set; } = ImmutableDictionary<string, AgentWatch>.Empty;

    public Moment? Latest(string node) => ToOurs(node, _ledger.Latest(node));

    /// <summary>False where this coordinator has not planned in this outage yet.</summary>
    public bool HasOrder => _order is { Steps.IsEmpty: false };

    /// <summary>The order that binds while a plan has no steps, for the mains are back.</summary>
    public void Bind(StopPlan order) => (_order, _targets) = (order, null);

    /// <summary>The plan at the worst credible load, made with the present one (P8); null where they are the same.</summary>
    public void Assume(StopPlan? worst) => (_worst, _targets) = (worst, null);

    /// <summary>Only its hello will tell.</summary>
    public bool MayHoldUnknown(string node) => ResumedOutage.Length > 0 && (!nodes.TryGetValue(node, out var track) || track.BootId.Length == 0);

    public void Wants(string node) => _wanting.Add(node);

    public void Forget(string node) => _ledger.Forget(node);

    /// <param name="expiry">In the node's own time; null where it holds none.</param>
    public void Found(string node, Moment? expiry) => _ledger.Found(node, expiry);

    public void Inherits(string node, Moment expiry) => _ledger.Inherits(node, expiry);

    /// <summary>Another outage, or none. What nodes hold of the last one stays in the ledger until they say that they hold it no more.</summary>
    public void Turn()
    {
        _wanting.Clear();
        _announced.Clear();
        _forcedSince.Clear();
        _openedAt = null;
        (_targets, _order) = (null, null);
    }

    public IEnumerable<OutageEffect> Answered(OutageInput.LeaseAnswered answer)
    {
        Settle(answer);
        return answer.IsHeld || !_announced.Add((answer.Node, answer.Verdict)) ? [] : [new OutageEffect.Announce(4, "LeaseRefused", answer.Node, $"{answer.Node} refused its lease: {answer.Verdict}.")];
    }

    /// <summary>What was on its way is not on its way any more. Of an outage that is over too, or the next one would take it for held.</summary>
    public void Settle(OutageInput.LeaseAnswered answer)
    {
        if (answer.IsHeld)
        {
            _ledger.Acknowledged(answer.Node, answer.Sequence);
        }
        else
        {
            _ledger.Refused(answer.Node, answer.Sequence);
        }
    }

    public IEnumerable<OutageEffect> Renew(
        OutageInput input, OutageState state, StopPlan plan, ImmutableArray<FeedAssessment> feeds, Fence fence, LabConfig lab, Moment now)
    {
        if (_openedAt is null)
        {
            _openedAt = now;
            _wanting.UnionWith(nodes.Keys);
        }

        if (_wanting.Count == 0)
        {
            yield break;
        }

        var targets = TargetsOf(plan, lab);
        foreach (var name in Concerned(input, targets))
        {
            var isHeard = nodes.TryGetValue(name, out var track) && track.IsHeard(now, lab.Policy.Beat);
            if (!isHeard || !targets.Nodes.TryGetValue(name, out var node) || track!.LastBeat is not { } beat || Leaving(state, name))
            {
                _wanting.Remove(name);
                continue;
            }

            if (targets.Of(node, Latest(name), feeds, now) is not { } wanted)
            {
                _wanting.Remove(name);
                continue;
            }

            // What cannot be granted yet is tried again at the next answer.
            if (Grant(state, node, wanted, targets, feeds, lab, now) is not { } grant || MayComeBack(name, grant, lab.Policy.Beat, now))
            {
                continue;
            }

            _wanting.Remove(name);
            foreach (var left in grant.Forced.Where(left => _announced.Add((name, left))))
            {
                yield return new OutageEffect.Announce(4, "LeaseForced", name, $"The feeds of {name} do not let it wait for {left}, which needs it.");
            }

            // A lease that is over before it comes is refused; its node is ordered, or holds one that is over too.
            if (grant.Expiry > now)
            {
                yield return new OutageEffect.RenewLease(name, Terms(state, plan, fence, track, beat, grant.Expiry) with { Reserve = ReserveOf(name, targets) });
            }
        }
    }

    /// <summary>A feed forces only where it must: dependents that are heard take their shorter leases within a few beats.</summary>
    private bool MayComeBack(string name, LeaseGrant grant, TimeSpan beat, Moment now)
    {
        if (grant.Forced.IsEmpty)
        {
            _forcedSince.Remove(name);
            return false;
        }

        _forcedSince.TryAdd(name, now);
        return _ledger.Latest(name) is not null
            && now - _forcedSince[name] < BeatsToWait * beat
            && grant.Forced.All(left => nodes.TryGetValue(left, out var track) && track.IsHeard(now, beat));
    }

    private LeaseGrant? Grant(OutageState state, NodeConfig node, Moment wanted, LeaseTargets targets, ImmutableArray<FeedAssessment> feeds, LabConfig lab, Moment now)
    {
        var dependents = targets.Dependents(node.Name).ToList();
        var asked = dependents
            .Select(dependent => nodes.TryGetValue(dependent.Name, out var track) ? track.HelloAt : Moment.Zero)
            .Aggregate(_openedAt!.Value, Moment.Max);
        return LeaseRule.Next(
            Record(state, node.Name, lab, now),
            [.. dependents.Select(dependent => (dependent.Name, Record(state, dependent.Name, lab, now), dependent.Stop))],
            [.. targets.Needs(node.Name).Select(need => Record(state, need, lab, now))],
            targets.StopOf(node.Name),
            wanted,
            targets.FeedEnd(node, feeds),
            now - asked < BeatsToWait * lab.Policy.Beat);
    }

    /// <summary>A beat asks for its own node, an answer makes room for those around it; all others are looked at on a tick.</summary>
    private List<string> Concerned(OutageInput input, LeaseTargets targets) => input switch
    {
        OutageInput.NodeBeat beat => _wanting.Contains(beat.Node) ? [beat.Node] : [],
        OutageInput.LeaseAnswered answer =>
            [.. targets.Needs(answer.Node).Concat(targets.Dependents(answer.Node).Select(dependent => dependent.Name)).Where(_wanting.Contains)],
        _ => [.. _wanting],
    };

    private LeaseTargets TargetsOf(StopPlan plan, LabConfig lab)
    {
        if (_targets is { } known && ReferenceEquals(known.Plan, plan))
        {
            return known;
        }

        _order = plan.Steps.IsEmpty ? _order ?? plan : plan;
        return _targets = new LeaseTargets(lab, plan, _order, _worst);
    }

    private LeaseTerms Terms(OutageState state, StopPlan plan, Fence fence, NodeTrack track, AnsweredBeat beat, Moment expiry)
    {
        var duration = expiry - track.ToOurs(beat.SentAt);
        _sequence++;
        _ledger.Sent(track.Name, _sequence, beat.SentAt + duration);
        return new LeaseTerms(
            state.OutageId, fence, _sequence, track.BootId, beat, duration, state.Advisory,
            plan.DyingFeeds, plan.StepOf(track.Name)?.Reason ?? "the mains are back and must stay");
    }

    private TimeSpan? ReserveOf(string node, LeaseTargets targets) => Watches.TryGetValue(node, out var watch) ? targets.ReserveOf(node, watch.Groups) : null;

    private LeaseRecord Record(OutageState state, string name, LabConfig lab, Moment now)
    {
        var track = nodes.GetValueOrDefault(name);
        return new LeaseRecord
        {
            Latest = Latest(name),
            Earliest = ToOurs(name, _ledger.Earliest(name)),
            IsConnected = track?.IsHeard(now, lab.Policy.Beat) == true,
            IsLeaving = Leaving(state, name),
            LeavingSince = state.Steps.GetValueOrDefault(StepList.IdOf(name)) is { Phase: StepPhase.Acknowledged } step ? step.AcknowledgedAt : null,
            MayHoldUnknown = MayHoldUnknown(name),
            Inherited = Inherited(state, name, now),
        };
    }

    private Moment? Inherited(OutageState state, string name, Moment now)
    {
        var granted = ToOurs(name, _ledger.Inherited(name));
        if (state.OutageId != ResumedOutage)
        {
            return granted > now ? granted : null;
        }

        return Latest(name) is { } held ? Moment.Max(held, granted ?? held) : Moment.Never;
    }

    private Moment? ToOurs(string node, Moment? own) => own is { } moment && nodes.TryGetValue(node, out var track) ? track.ToOurs(moment) : null;

    private static bool Leaving(OutageState state, string node) =>
        state.PhaseOf(StepList.IdOf(node)) is StepPhase.Acknowledged or StepPhase.SeenOff or StepPhase.Presumed;
}
