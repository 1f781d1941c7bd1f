using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>What the engine wants done in the world, after the entries that came with it are on disk.</summary>
public abstract record OutageEffect
{
    /// <summary>Is sent to one node's agent.</summary>
    public abstract record ToNode(string Node) : OutageEffect;

    public sealed record RenewLease(string Node, LeaseTerms Terms) : ToNode(Node);

    public sealed record GiveOrder(string Node, OrderTerms Terms) : ToNode(Node);

    /// <summary>Stops a service's units; the node stays on.</summary>
    public sealed record StopUnits(string Node, OrderTerms Terms, ImmutableArray<string> Units) : ToNode(Node);

    public sealed record TellEnded(string Node, string BootId, string OutageId, Fence Fence, ImmutableArray<string> Feeds, TimeSpan OnLineFor) : ToNode(Node);

    /// <summary>Asks an agent to send the magic packet of another node, in whose segment it is.</summary>
    public sealed record AskToWake(string Node, string Target, string Mac) : ToNode(Node);

    /// <summary>Sends the magic packet of a node from the coordinator's host.</summary>
    public sealed record WakeNode(string Target, string Mac) : OutageEffect;

    /// <summary>Switches the outlet that starts a node, and is answered with <see cref="OutageInput.OutletAnswered"/>.</summary>
    public sealed record SwitchOutlet(string Target, OutletPlace Outlet, OutletAct Act) : OutageEffect;

    /// <summary>Says that the runner took a beat: an agent that is not told so is alone (P9).</summary>
    public sealed record AnswerBeat(string Node, ulong Number, Fence Fence) : ToNode(Node);

    /// <summary>What the node needs to look after itself alone (P9, P12).</summary>
    public sealed record TellWatch(string Node, AgentWatch Watch, Fence Fence) : ToNode(Node);

    /// <summary>Is asked of one feed's UPS, and answered with <see cref="OutageInput.CutAnswered"/>.</summary>
    public abstract record ToUps(string Feed) : OutageEffect;

    /// <summary>NUT's FSD: every client of this UPS goes down. Only a restart of its upsd takes it back.</summary>
    public sealed record SetForcedShutdown(string Feed) : ToUps(Feed);

    /// <summary>NUT's <c>shutdown.return</c>, with a delay that is no shorter than this.</summary>
    public sealed record CutFeed(string Feed, TimeSpan Delay) : ToUps(Feed);

    /// <summary>NUT's <c>shutdown.stop</c>, where the UPS has it.</summary>
    public sealed record StopCut(string Feed) : ToUps(Feed);

    /// <param name="Priority">As in syslog, 0 to 7.</param>
    public sealed record Announce(int Priority, string Code, string Subject, string Message) : OutageEffect;

    /// <summary>The epoch must be on disk before anything is sent under it (P3).</summary>
    public sealed record KeepEpoch(ulong Epoch) : OutageEffect;
}

/// <summary>The beat that a lease or an order answers: time counts from when the agent sent it (P5).</summary>
public sealed record AnsweredBeat(ulong Number, Moment SentAt);

public sealed record LeaseTerms(
    string OutageId, Fence Fence, ulong Sequence, string BootId, AnsweredBeat Beat, TimeSpan Duration, bool Advisory,
    ImmutableArray<string> DyingFeeds, string Reason)
{
    /// <summary>From the latest start that the lease was planned by to the end of the battery; null where none ends.</summary>
    public TimeSpan? Reserve { get; init; }
}

public sealed record OrderTerms(
    string OrderId, string OutageId, string StepId, string BootId, Fence Fence, AnsweredBeat Beat, TimeSpan Lifetime, TimeSpan StopBound, string Reason)
{
    public PowerEnd End { get; init; } = PowerEnd.Off;
}
