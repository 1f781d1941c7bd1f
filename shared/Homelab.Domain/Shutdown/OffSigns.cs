namespace Homelab.Domain.Shutdown;

/// <summary>What was seen of a node that is going down.</summary>
public sealed record OffSigns
{
    public static readonly OffSigns None = new();

    /// <summary>Since when its stream is gone and its probe, where declared, is silent; null while either answers.</summary>
    public Moment? NetworkGoneSince { get; init; }

    /// <summary>The last time that another node behind the same last hop answered; null where none did.</summary>
    public Moment? WitnessAt { get; init; }

    /// <summary>When its metered load fell to nothing; null where it did not, or nothing meters it.</summary>
    public Moment? LoadGoneAt { get; init; }

    /// <summary>The order was acknowledged at this moment: from then on the stop runs.</summary>
    public Moment? AcknowledgedAt { get; init; }

    /// <summary>The latest expiry of a lease that it may hold; null where it never had one.</summary>
    public Moment? LeaseUntil { get; init; }
}

public enum OffVerdict
{
    Running,

    /// <summary>Two independent signs.</summary>
    SeenOff,

    /// <summary>Not seen, but its time is over.</summary>
    Presumed,
}

public sealed record OffJudgement(OffVerdict Verdict, string Evidence);
