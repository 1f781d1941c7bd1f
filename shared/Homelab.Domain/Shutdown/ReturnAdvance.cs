using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>After an outage: who is on again, whose feeds may be loaded, who is started next, and whom an incident must name (P27 to P29).</summary>
internal static class ReturnAdvance
{
    public static void Into(SequenceRound round)
    {
        Alive(round);
        if (!round.State.Return.IsOpen)
        {
            return;
        }

        Returned(round);
        if (round.Seen.Lab.Mode == LabMode.Observe)
        {
            GiveUp(round);
            return;
        }

        Gates(round);
        foreach (var (name, node) in round.State.Return.Nodes)
        {
            Start(round, name, node);
        }
    }

    /// <summary>Nobody owes them a start, but the record that they are off ends with their word: by it an outlet may go off.</summary>
    private static void Alive(SequenceRound round)
    {
        foreach (var name in round.State.Return.Off.Keys.Where(name => !round.State.Return.Nodes.ContainsKey(name) && round.Seen.Nodes.GetValueOrDefault(name) is { IsConnected: true }).ToList())
        {
            round.Add(SequenceTransition.NodeReturned, $"{name} was off and is heard", entry => entry with { Node = name, Nodes = [name], NodeBootId = round.Seen.Nodes[name].BootId });
        }
    }

    private static Moment Since(SequenceRound round) => round.State.Return.Since ?? round.Seen.ListeningSince;

    private static void Returned(SequenceRound round)
    {
        var back = round.State.Return.Nodes.Where(node => round.Seen.Nodes.TryGetValue(node.Key, out var seen) && IsBack(round, node.Key, node.Value, seen)).ToList();
        var stayed = back.Where(node => !HasStarted(round, node.Key, node.Value)).Select(node => node.Key).ToImmutableArray();
        if (stayed.Length > 0)
        {
            round.Add(SequenceTransition.NodeReturned, $"{PlanWords.List(stayed)} did not stop", entry => entry with { Nodes = stayed });
        }

        foreach (var (name, node) in back.Where(node => !stayed.Contains(node.Key)))
        {
            var way = node.Tries > 0 ? $", {PlanWords.Span(round.Seen.Now - (node.TriedAt ?? round.Seen.Now))} after its start was called for" : "";
            round.Add(SequenceTransition.NodeReturned, $"{name} is on again{way}", entry => entry with { Node = name, Nodes = [name], NodeBootId = round.Seen.Nodes[name].BootId });
        }
    }

    /// <summary>
    /// P28: another boot than the one that was stopped. The same boot is on for good where it took no order, holds no lease that could still
    /// run out, and the time in which an order that was on its way could have stopped it is over.
    /// </summary>
    private static bool IsBack(SequenceRound round, string name, ReturnNode node, ObservedNode seen)
    {
        if (!seen.IsConnected || seen.HoldsLease)
        {
            return false;
        }

        if (seen.BootId != node.StoppedBoot)
        {
            return true;
        }

        var stop = round.Seen.Lab.Node(name)?.Stop ?? TimeSpan.Zero;
        return !node.IsLeaving && round.Seen.Now >= Since(round) + stop + round.Seen.Lab.Policy.Tail;
    }

    private static bool HasStarted(SequenceRound round, string name, ReturnNode node) =>
        node.Tries > 0 || new[] { node.StoppedBoot, node.GoneBoot, node.JoinedBoot }.Any(boot => boot.Length > 0 && boot != round.Seen.Nodes[name].BootId);

    private static void Gates(SequenceRound round)
    {
        var policy = round.Seen.Lab.Policy.Restart;
        var feeds = round.State.Return.Nodes.Keys.SelectMany(name => FeedsOf(round, name)).Distinct().Where(feed => !round.State.Return.OpenFeeds.Contains(feed.Name)).ToList();
        foreach (var feed in feeds)
        {
            var seen = SeenOf(round, feed);
            if (ReturnGate.Judge(feed, seen, round.State.Return, policy, Since(round), round.Seen.Now) is { } why)
            {
                round.Add(SequenceTransition.GateOpened, why, entry => entry with { Feeds = [feed.Name], Nodes = IsUnread(seen) ? ReturnGate.LookoutsOf(feed, round.State.Return) : [] });
            }
        }
    }

    private static FeedAssessment? SeenOf(SequenceRound round, FeedConfig feed) => round.Seen.Feeds.FirstOrDefault(seen => seen.Feed == feed.Name);

    private static bool IsUnread(FeedAssessment? seen) => seen is null or { Condition: FeedCondition.Unknown };

    private static IEnumerable<FeedConfig> FeedsOf(SequenceRound round, string name) =>
        (round.Seen.Lab.Node(name)?.Feeds ?? []).Select(round.Seen.Lab.Feed).OfType<FeedConfig>().Where(feed => !feed.IsMains);

    private static void Start(SequenceRound round, string name, ReturnNode node)
    {
        if (node.Phase == ReturnPhase.Starting)
        {
            Again(round, name, node);
            return;
        }

        var (lab, now) = (round.Seen.Lab, round.Seen.Now);
        var isOpen = (round.State.Return.IsSteady || now >= Since(round) + lab.Policy.Restart.StableFor) && FeedsOf(round, name).All(feed => round.State.Return.OpenFeeds.Contains(feed.Name) || (node.IsLookout && IsUnread(SeenOf(round, feed))));

        // Who is to look waits for nobody: what it needs may hang on the feed that only it can read.
        var isItsTurn = node.IsLookout || StartNeeds.Missing(name, lab, round.Seen.StartOrder, round.State.Return, round.Seen.Nodes, Since(round), now).IsEmpty;
        if (isOpen && isItsTurn && !OutletStart.MustWait(round, name))
        {
            Order(round, name, node);
        }
    }

    private static void Again(SequenceRound round, string name, ReturnNode node)
    {
        if (round.Seen.Now < Moment.Max(node.TriedAt ?? Moment.Zero, node.BackAt ?? Moment.Zero) + round.Seen.Lab.Policy.Restart.BootAtMost)
        {
            return;
        }

        if (node.Tries < ReturnPace.TriesOf(round.Seen.Lab.Node(name), round.Seen.Lab.Policy.Restart))
        {
            Order(round, name, node);
            return;
        }

        Miss(round, name, $"{name} was on before the outage and is not on again: {StartWords.Failure(round.Seen.Lab.Node(name), node.Tries, round.Seen.Lab.Policy.Restart.BootAtMost, round.Seen.OutletAnswers.GetValueOrDefault(name))}");
    }

    private static void Order(SequenceRound round, string name, ReturnNode node)
    {
        var act = OutletStart.ActOf(round, name);
        round.Add(
            SequenceTransition.StartOrdered, StartWords.Beginning(round.Seen.Lab.Node(name), name, node.Tries + 1) + StartWords.Of(act), entry => entry with { Node = name, Outlet = act });
    }

    /// <summary>A lab that only observes starts nothing; it says once what is off.</summary>
    private static void GiveUp(SequenceRound round)
    {
        if (round.Seen.Now < Since(round) + round.Seen.Lab.Policy.Restart.StableFor)
        {
            return;
        }

        foreach (var name in round.State.Return.Nodes.Keys)
        {
            Miss(round, name, $"{name} was on before the outage and is not on again; the lab only observes, so it is not started");
        }
    }

    private static void Miss(SequenceRound round, string name, string why) =>
        round.Add(SequenceTransition.NodeMissed, why, entry => entry with { Node = name });
}
