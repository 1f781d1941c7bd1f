using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Renews leases: one for each beat, and at once where another's answer has made room.</summary>
internal sealed class LeaseDesk(IReadOnlyDictionary<string, NodeTrack> nodes)
{
    /// <summary>How long a need waits for the first lease of a dependent, in beats.</summary>
    private const int BeatsToWait = 3;

    private readonly LeaseLedger _ledger = new();
    private readonly HashSet<string> _wanting = [];

    // Said once an outage, not once a beat.
    private readonly HashSet<(string, string)> _announced = [];
    private ulong _sequence;
    private Moment? _openedAt;

    public Moment? Latest(string node) => _ledger.Latest(node);

    public void Wants(string node) => _wanting.Add(node);

    public void Forget(string node) => _ledger.Forget(node);

    public void Found(string node, Moment expiry) => _ledger.Found(node, expiry);

    public void Clear()
    {
        _ledger.Clear();
        _wanting.Clear();
        _announced.Clear();
        _openedAt = null;
    }

    public IEnumerable<OutageEffect> Answered(OutageInput.LeaseAnswered answer)
    {
        if (answer.IsHeld)
        {
            _ledger.Acknowledged(answer.Node, answer.Sequence);
            return [];
        }

        _ledger.Refused(answer.Node, answer.Sequence);
        return !_announced.Add((answer.Node, answer.Verdict)) ? [] : [new OutageEffect.Announce(4, "LeaseRefused", answer.Node, $"{answer.Node} refused its lease: {answer.Verdict}.")];
    }

    public IEnumerable<OutageEffect> Renew(
        OutageState state, StopPlan? plan, ImmutableArray<FeedAssessment> feeds, Fence fence, LabConfig lab, Moment now)
    {
        if (_openedAt is null)
        {
            _openedAt = now;
            _wanting.UnionWith(nodes.Keys);
        }

        var targets = new LeaseTargets(lab, feeds.ToDictionary(feed => feed.Feed), plan, now);
        foreach (var name in _wanting.ToList())
        {
            if (lab.Node(name) is not { } node || !nodes.TryGetValue(name, out var track) || track.LastBeat is not { } beat || Leaving(state, name))
            {
                _wanting.Remove(name);
                continue;
            }

            if (targets.Of(node) is not { } wanted || Grant(state, node, wanted, targets, lab, now) is not { } grant)
            {
                continue;
            }

            _wanting.Remove(name);
            if (grant.Forced is { } left && _announced.Add((name, left)))
            {
                yield return new OutageEffect.Announce(4, "LeaseForced", name, $"The feeds of {name} do not let it wait for {left}, which needs it.");
            }

            yield return new OutageEffect.RenewLease(name, Terms(state, plan, fence, track, beat, grant.Expiry));
        }
    }

    private LeaseGrant? Grant(OutageState state, NodeConfig node, Moment wanted, LeaseTargets targets, LabConfig lab, Moment now)
    {
        var mayWait = now - Moment.Max(_openedAt!.Value, nodes[node.Name].HelloAt) < BeatsToWait * lab.Policy.Beat;
        return LeaseRule.Next(
            [.. targets.Dependents(node.Name).Select(dependent => (dependent.Name, Record(state, dependent.Name, lab, now), dependent.Stop))],
            [.. targets.Needs(node.Name).Select(need => Record(state, need, lab, now))],
            targets.StopOf(node.Name),
            wanted,
            targets.FeedEnd(node),
            mayWait);
    }

    private LeaseTerms Terms(OutageState state, StopPlan? plan, Fence fence, NodeTrack track, AnsweredBeat beat, Moment expiry)
    {
        var duration = expiry - track.ToOurs(beat.SentAt);
        _sequence++;
        _ledger.Sent(track.Name, _sequence, expiry);
        return new LeaseTerms(
            state.OutageId, fence, _sequence, track.BootId, beat, duration, state.Advisory,
            plan?.DyingFeeds ?? [], plan?.StepOf(track.Name)?.Reason ?? "the mains are back and must stay");
    }

    private LeaseRecord Record(OutageState state, string name, LabConfig lab, Moment now) => new()
    {
        Latest = _ledger.Latest(name),
        Held = _ledger.Held(name),
        IsConnected = nodes.TryGetValue(name, out var track) && track.IsHeard(now, lab.Policy.Beat),
        IsLeaving = Leaving(state, name),
    };

    private static bool Leaving(OutageState state, string node) =>
        state.PhaseOf(StepList.IdOf(node)) is StepPhase.Acknowledged or StepPhase.SeenOff or StepPhase.Presumed;
}
