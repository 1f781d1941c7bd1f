using System.Collections.Immutable;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>A lease as the agent holds it, in its own time.</summary>
public sealed record AgentLease(string OutageId, Fence Fence, ulong Sequence, Moment Expiry, bool Advisory, ImmutableArray<string> Feeds)
{
    /// <summary>Its expiry as a coordinator granted it, whatever own readings made of it since; null where none did.</summary>
    public Moment? Granted { get; init; }

    /// <summary>The expiry without what the last reading on line is good for by itself; null where none extended it.</summary>
    public Moment? Bare { get; init; }

    /// <summary>The last of an unbroken run of own readings on line; null outside one.</summary>
    public Moment? OnLineAt { get; init; }

    /// <summary>From its latest start to the end of the battery, by the plan that it came from; null where none was told.</summary>
    public TimeSpan? Reserve { get; init; }

    /// <summary>Why the node gave this lease to itself; empty where a coordinator gave it.</summary>
    public string Why { get; init; } = "";

    /// <summary>
    /// After one more own reading on line. A battery drains by no time on line, so the deadline moves by as much as the run of readings spans;
    /// and the reading itself is good for the greatest age. That much is added in the order of the stops: what still waits for others gets
    /// it after them, so that agents that read the same feed keep their order (P7).
    /// </summary>
    public AgentLease OnLine(Moment readAt, AgentWatch watch)
    {
        if (readAt == OnLineAt)
        {
            return this;
        }

        var age = watch.Policy.MaxAge;
        var isRun = OnLineAt is { } last && readAt > last && readAt - last <= age;
        var bare = (Bare ?? Expiry) + (isRun ? readAt - OnLineAt!.Value : TimeSpan.Zero);
        var good = Moment.Min(readAt + age + watch.Wait, bare + age);
        return this with { Bare = bare, OnLineAt = readAt, Expiry = Moment.Max(Expiry, Moment.Max(bare, good)) };
    }

    /// <summary>True where (epoch, generation, sequence) of this come before the given ones (P5).</summary>
    public bool IsOlderThan(Fence fence, ulong sequence) =>
        Fence.IsOlderThan(fence) || (Fence.Epoch == fence.Epoch && Fence.Generation == fence.Generation && Sequence < sequence);
}

/// <summary>What the agent knows of power: the fence it obeys, the lease it holds, the orders it has taken.</summary>
public sealed record AgentPowerState
{
    public required string BootId { get; init; }

    /// <summary>The highest fence ever obeyed; kept on disk.</summary>
    public Fence Seen { get; init; } = Fence.None;

    public AgentLease? Lease { get; init; }

    /// <summary>A lease ran out in this boot: nothing takes that back (P9).</summary>
    public bool HasExpired { get; init; }

    /// <summary>When the power-off of a lease that ran out was last asked for; null where it was not, in this process.</summary>
    public Moment? AskedAt { get; init; }

    /// <summary>The system took it: there is nothing more to ask for.</summary>
    public bool HasTaken { get; init; }

    /// <summary>What it was told for the time when it is alone; kept on disk. Null: then only what it was given binds it.</summary>
    public AgentWatch? Watch { get; init; }

    /// <summary>When the coordinator that it obeys last answered it; null where it has not, in this process.</summary>
    public Moment? HeardAt { get; init; }

    /// <summary>Who answered then.</summary>
    public Fence Heard { get; init; } = Fence.None;

    /// <summary>What its own reading of the feeds says now; empty while it does not read them.</summary>
    public ImmutableArray<FeedAssessment> Read { get; init; } = [];

    /// <summary>The last answer before the coordinator was lost; null while it is heard, or where it never was in this boot.</summary>
    public Moment? LostSince { get; init; }

    /// <summary>Since when its own reading shows a feed that binds it on battery.</summary>
    public Moment? BatterySince { get; init; }

    /// <summary>A lease of its own came to nothing, for it may stop nothing: said once, and not again until something changes.</summary>
    public bool HasActedAlone { get; init; }

    /// <summary>Another lineage that this node may take (P3): its admin wrote it down.</summary>
    public string AcceptedLineage { get; init; } = "";

    /// <summary>True while the node must read its feeds by itself.</summary>
    public bool IsWatching(Moment now) => AgentAlone.IsWatching(this, now);

    /// <summary>Orders of this boot, by id, and what became of them.</summary>
    public ImmutableDictionary<string, OrderAnswer> Orders { get; init; } = ImmutableDictionary<string, OrderAnswer>.Empty;

    /// <summary>Orders of this boot to stop units, in the order in which they came, until their outage is over.</summary>
    public ImmutableArray<UnitOrder> UnitOrders { get; init; } = [];

    /// <summary>The outage for which it stopped units that do not run again yet; empty for none.</summary>
    public string UnitsOutageId => UnitOrders.IsEmpty ? "" : UnitOrders[^1].OutageId;

    /// <summary>False where the node refuses to be powered off; always wins.</summary>
    public bool MayPowerOff { get; init; } = true;
}
