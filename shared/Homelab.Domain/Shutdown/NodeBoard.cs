using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>All that the engine keeps of the nodes: how they are heard, which leases are out, which orders stand.</summary>
internal sealed class NodeBoard
{
    private readonly Dictionary<string, NodeTrack> _tracks = [];
    private readonly Moment _startedAt;

    public NodeBoard(string resumedOutage, Moment startedAt)
    {
        _startedAt = startedAt;
        Leases = new LeaseDesk(_tracks) { ResumedOutage = resumedOutage };
        Orders = new OrderDesk(_tracks);
        Ends = new LeaseEnds(_tracks);
        Starts = new StartDesk(_tracks);
        Outlets = new OutletDesk(_tracks);
    }

    public LeaseDesk Leases { get; }

    public OrderDesk Orders { get; }

    public LeaseEnds Ends { get; }

    public StartDesk Starts { get; }

    public OutletDesk Outlets { get; }

    /// <summary>A node that was never heard is silent since we listen, and not unknown.</summary>
    public void Know(LabConfig lab)
    {
        foreach (var node in lab.Nodes)
        {
            TrackOf(node.Name);
        }
    }

    public void Hello(OutageInput.NodeHello hello, OutageState state, TimeSpan beat, Moment now)
    {
        var track = TrackOf(hello.Node);
        var isFirst = track.BootId.Length == 0;
        if (track.Hello(hello.BootId, hello.SentAt, now))
        {
            Leases.Forget(hello.Node);
        }

        (track.HasLocalUpsmon, track.MayPowerOff) = (hello.HasLocalUpsmon, hello.MayPowerOff);
        Ends.Says(hello.Node, hello.Lease?.OutageId ?? "", beat, now);
        // Whatever outage it is of: it binds its node until another replaces it.
        Leases.Found(hello.Node, hello.Lease is { } held ? hello.SentAt + held.Remaining : null);
        if (isFirst && hello.Lease is { } past)
        {
            // Its own reading may have shortened it since (P9): what binds others is what it was granted (P7).
            Leases.Inherits(hello.Node, hello.SentAt + (past.Granted > past.Remaining ? past.Granted.Value : past.Remaining));
        }

        foreach (var answer in hello.Answers)
        {
            Answer(hello.Node, answer, state);
        }
    }

    public void Take(OutageInput input, OutageState state, TimeSpan beat, Moment now)
    {
        switch (input)
        {
            case OutageInput.NodeBeat sent:
                var track = TrackOf(sent.Node);
                track.Beat(sent.Number, sent.SentAt, beat, now);
                track.HasLocalUpsmon = sent.HasLocalUpsmon ?? track.HasLocalUpsmon;
                Ends.Says(sent.Node, sent.LeaseOutageId is "" ? sent.UnitsOutageId : sent.LeaseOutageId, beat, now, isLease: sent.LeaseOutageId is not "");
                if (sent.LeaseOutageId is "")
                {
                    Leases.Found(sent.Node, null);
                }

                Leases.Wants(sent.Node);
                break;
            case OutageInput.NodeGone gone:
                TrackOf(gone.Node).Gone(now);
                break;
            case OutageInput.OrderAnswered answered:
                Answer(answered.Node, answered.Answer, state);
                break;
            case OutageInput.UnitsSeen seen when TrackOf(seen.Node) is { } told && told.BootId == seen.BootId:
                told.Units = seen.Units;
                break;
            case OutageInput.ProbeSeen probe:
                TrackOf(probe.Node).Probe(probe.Answers, now);
                break;
            case OutageInput.OutletAnswered outlet:
                Outlets.Take(outlet);
                break;
            case OutageInput.OutletWithheld withheld:
                Outlets.Withheld(withheld.Node);
                break;
            case OutageInput.LoadGone load:
                // A meter says so again and again: the first word is the end of the stop.
                TrackOf(load.Node).LoadGoneAt ??= now;
                break;
        }
    }

    /// <summary>What the outlets of the nodes carry, where their UPSes tell.</summary>
    public void Meter(LabConfig lab, ImmutableArray<FeedAssessment> feeds, Moment now)
    {
        foreach (var node in lab.Nodes.Where(node => node.Start.Outlet is not null))
        {
            if (OutletStart.IsLoadGone(node.Start.Outlet!, feeds) is { } isGone)
            {
                TrackOf(node.Name).Meter(isGone, now);
            }
        }
    }

    public IEnumerable<OutageEffect> LeaseAnswered(OutageInput.LeaseAnswered answered, TimeSpan beat, Moment now)
    {
        if (answered.IsHeld)
        {
            TrackOf(answered.Node).LeaseHeldAt = now;
            Ends.Says(answered.Node, answered.OutageId, beat, now);
        }

        return Leases.Answered(answered);
    }

    public void Reopened(string step, string node)
    {
        Orders.Forget(step);
        if (!ServiceStep.IsId(step))
        {
            TrackOf(node).Answer = null;
        }
    }

    public IEnumerable<OutageEffect> TellEnded(string outageId, ImmutableArray<string> feeds, Fence fence, TimeSpan onLineFor, Moment now)
    {
        Leases.Turn();
        Orders.Clear();
        foreach (var track in _tracks.Values.Where(track => track.BootId.Length > 0))
        {
            Ends.Told(track.Name, now);
            yield return new OutageEffect.TellEnded(track.Name, track.BootId, outageId, fence, feeds, onLineFor);
        }
    }

    public ImmutableHashSet<string> LocalUpsmons => [.. _tracks.Values.Where(track => track.HasLocalUpsmon).Select(track => track.Name)];

    public ImmutableHashSet<string> Unheard(TimeSpan beat, Moment now) =>
        [.. _tracks.Values.Where(track => !track.IsHeard(now, beat)).Select(track => track.Name)];

    public bool HearsAny(IEnumerable<string> nodes, TimeSpan beat, Moment now) => nodes.Any(node => _tracks.TryGetValue(node, out var track) && track.IsHeard(now, beat));

    public Dictionary<string, ObservedNode> Sight(LabConfig lab, Moment now) =>
        NodeSight.Of(_tracks.Values, Leases, Ends, lab, Leases.Watches, now);

    /// <summary>Only what is said of the order that stands: a node remembers those of past outages too.</summary>
    private void Answer(string node, OrderAnswer answer, OutageState state)
    {
        if (state.Steps.TryGetValue(StepList.IdOf(node), out var step) && step.OrderId == answer.OrderId)
        {
            TrackOf(node).Answer = answer;
        }
        else if (state.Steps.Any(known => known.Value.Node == node && known.Value.OrderId == answer.OrderId))
        {
            TrackOf(node).UnitAnswers[answer.OrderId] = answer;
        }
    }

    private NodeTrack TrackOf(string node) => _tracks.TryGetValue(node, out var track) ? track : _tracks[node] = new NodeTrack(node, _startedAt);
}
