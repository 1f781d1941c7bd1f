using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

public enum ReturnPhase
{
    /// <summary>It was on before, and is not known to be on again.</summary>
    Away,

    /// <summary>Its start is pending: sent for, or awaited with the power.</summary>
    Starting,
}

/// <summary>One node of the target set that is not known to be on again.</summary>
public sealed record ReturnNode
{
    public static readonly ReturnNode Away = new();

    public ReturnPhase Phase { get; init; } = ReturnPhase.Away;

    /// <summary>The boot that was last ordered to stop; empty where none was.</summary>
    public string StoppedBoot { get; init; } = "";

    /// <summary>The boot that went without an order, as it was seen or presumed: by its lease, or its power was gone. Empty where none did.</summary>
    public string GoneBoot { get; init; } = "";

    /// <summary>The boot in which it was last heard as it joined the target set: who comes back in another was off, whatever stopped it. Empty where it was not heard.</summary>
    public string JoinedBoot { get; init; } = "";

    /// <summary>The stopped boot took the order: only another boot of it is on for good.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>When it starts by itself if its power never went; null where it does not.</summary>
    public Moment? BackAt { get; init; }

    public int Tries { get; init; }

    public Moment? TriedAt { get; init; }

    /// <summary>It is started while the outage runs, to look what its upsd says.</summary>
    public bool IsLookout { get; init; }
}

/// <summary>
/// What is to be on again (P27): what was on before the first unfinished outage, less what an operator stopped. It outlives the outage, the
/// next one, and a cold start of the coordinator, until everybody is on or an incident names who is not.
/// </summary>
public sealed record ReturnState
{
    public static readonly ReturnState None = new();

    /// <summary>The outage after which, or in which, it stands.</summary>
    public string OutageId { get; init; } = "";

    /// <summary>When that outage ended; null while it runs, and after a cold start.</summary>
    public Moment? Since { get; init; }

    public ImmutableSortedDictionary<string, ReturnNode> Nodes { get; init; } = ImmutableSortedDictionary<string, ReturnNode>.Empty;

    /// <summary>Feeds that are steady and charged enough to start what hangs on them.</summary>
    public ImmutableSortedSet<string> OpenFeeds { get; init; } = [];

    /// <summary>
    /// What an operator stopped and nobody has started since: its silence is no sign that it was on. With the boot that was asked to stop; empty
    /// where it was not known.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Stopped { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Who left the set because an operator asked for a shutdown that may still be taken back.</summary>
    public ImmutableSortedDictionary<string, ReturnNode> Asked { get; init; } = ImmutableSortedDictionary<string, ReturnNode>.Empty;

    /// <summary>Nodes that are off by what was seen of them (P20), and the boot that ended.</summary>
    public ImmutableSortedDictionary<string, string> Off { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Of those, whose outlet's meter showed it: the same meter can show it again.</summary>
    public ImmutableSortedSet<string> Dark { get; init; } = [];

    /// <summary>No feed was away in what ended: nothing has to settle before a start.</summary>
    public bool IsSteady { get; init; }

    /// <summary>The live drill on its way; null where there is none.</summary>
    public DrillState? Drill { get; init; }

    /// <summary>By feed, how often somebody was started to read it.</summary>
    public ImmutableSortedDictionary<string, FeedLook> Looks { get; init; } = ImmutableSortedDictionary<string, FeedLook>.Empty;

    /// <summary>Feeds that an outage went on without, and since when: their silence holds up nothing until they say something.</summary>
    public ImmutableSortedDictionary<string, Moment> Unread { get; init; } = ImmutableSortedDictionary<string, Moment>.Empty;

    public bool IsOpen => !Nodes.IsEmpty || Drill is not null;

    internal ReturnState With(IEnumerable<string> nodes) =>
        this with { Nodes = Nodes.SetItems(nodes.Select(node => KeyValuePair.Create(node, (Nodes.GetValueOrDefault(node) ?? ReturnNode.Away) with { Phase = ReturnPhase.Away, IsLookout = false }))) };

    internal ReturnState Without(IEnumerable<string> nodes) => Nodes.RemoveRange(nodes) is { IsEmpty: false } left ? this with { Nodes = left } : Closed;

    internal ReturnState With(string node, Func<ReturnNode, ReturnNode> change) =>
        Nodes.TryGetValue(node, out var known) ? this with { Nodes = Nodes.SetItem(node, change(known)) } : this;

    /// <summary>Begins anew, at the end of an outage or after a cold start: nothing is started and no gate is open.</summary>
    internal ReturnState Anew(Moment? since, bool isSteady = false) => !IsOpen ? Closed : this with
    {
        Since = since,
        IsSteady = isSteady,
        OpenFeeds = [],
        Nodes = Nodes.ToImmutableSortedDictionary(node => node.Key, node => node.Value with { Phase = ReturnPhase.Away, IsLookout = false, Tries = 0, TriedAt = null, BackAt = since is null ? null : node.Value.BackAt }),
    };

    internal ReturnState InAnotherBoot()
    {
        var anew = Anew(since: null) with { Unread = None.Unread, Looks = Looks.ToImmutableSortedDictionary(look => look.Key, look => look.Value with { At = null }) };
        return anew.Drill is { } drill ? anew with { Drill = drill with { IsBroken = true } } : anew;
    }

    internal ReturnState Looked(IEnumerable<string> feeds, Moment at) =>
        this with { Looks = Looks.SetItems(feeds.Select(feed => KeyValuePair.Create(feed, new FeedLook(feed, FeedLook.Of(this, feed).Count + 1, at)))) };

    private ReturnState Closed => None with { OutageId = Drill is null ? "" : OutageId, Stopped = Stopped, Asked = Asked, Off = Off, Dark = Dark, Drill = Drill, Looks = Looks, Unread = Unread };
}
