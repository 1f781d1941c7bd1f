using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// What an agent must know to look after its node alone (P9, P12): which feeds bind it, where they are read, and its place in the order.
/// Told by the coordinator in peace and kept on disk.
/// </summary>
public sealed record AgentWatch
{
    /// <summary>The feeds of all groups, as this node reads them.</summary>
    public ImmutableArray<FeedConfig> Feeds { get; init; } = [];

    /// <summary>The node's own feeds, then those of everything that it needs. Any feed of a group keeps that group alive.</summary>
    public ImmutableArray<FeedGroup> Groups { get; init; } = [];

    public PolicyConfig Policy { get; init; } = new();

    /// <summary>From the latest start of this node to the end of the battery: its own stop, those that follow it, and the margin.</summary>
    public TimeSpan Reserve { get; init; }

    /// <summary>What its own stop takes; zero where nobody told it yet.</summary>
    public TimeSpan Stop { get; init; }

    /// <summary>What the stops before this node's take.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>From its stop to when it starts again if its power never went (P26); null where it powers off.</summary>
    public TimeSpan? RebootAfter { get; init; }

    /// <summary>The HAT that it then has cut, as <see cref="PowerEnd.LateHat"/>; empty for none.</summary>
    public string LateHat { get; init; } = "";

    /// <summary>How it ends where its lease runs out.</summary>
    public PowerEnd End => new(RebootAfter, "") { LateHat = LateHat };

    /// <summary>False in observe mode: then it says what it would do, and does nothing.</summary>
    public bool IsArmed { get; init; }

    /// <summary>Null where the lab file declares none: then the node goes down in its place by what it reads.</summary>
    public BlindPolicy? Blind { get; init; }

    /// <summary>After so long without an answer the coordinator counts as lost.</summary>
    public TimeSpan LostAfter
    {
        get
        {
            var beats = 2 * Policy.Beat;
            return beats > Least ? beats : Least;
        }
    }

    /// <summary>
    /// The latest start where the battery is known to end: after the grace, for a short outage stops nobody, unless a stop that waits so long ends
    /// after the battery. Then it goes in its place all the same, as a coordinator would order it.
    /// </summary>
    /// <param name="floor">When the grace is over.</param>
    /// <param name="isCertain">A fresh reading says so: by an old one nobody gives up the grace.</param>
    public Moment LatestStart(Moment floor, Moment empty, TimeSpan reserve, bool isCertain) =>
        isCertain && Stop > TimeSpan.Zero && floor + Stop > empty ? Moment.Min(floor, empty - reserve) : Moment.Max(floor, empty - reserve);

    /// <summary>
    /// The reserve of a node that holds this lease. Where a battery does not last for the whole order, the plan of the lease leaves the node less than its place in that order wants,
    /// and a reading that says what the coordinator knew is no reason to go before the lease ends.
    /// </summary>
    public TimeSpan ReserveWith(AgentLease lease) => lease.Reserve < Reserve ? lease.Reserve.Value : Reserve;

    /// <summary>Threads and networks take a while; a beat shorter than that is no measure of a loss.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
}

/// <summary>Feeds of which one suffices.</summary>
/// <param name="Node">The node that they power.</param>
public sealed record FeedGroup(string Node, ImmutableArray<string> Feeds);
