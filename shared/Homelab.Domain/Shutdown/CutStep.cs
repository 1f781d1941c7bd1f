using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>A feed's cut with return (P25): the UPS switches its outlets off, and on again with the mains.</summary>
public sealed record CutStep
{
    public required string Feed { get; init; }

    /// <summary>Steps that must be over: everything on the feed that the command does not go through.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Steps that wait for the cut to be ordered: the command goes through these nodes.</summary>
    public ImmutableArray<string> Before { get; init; } = [];

    /// <summary>From the order to the cut at least: what still has to stop by then.</summary>
    public required TimeSpan Delay { get; init; }

    /// <summary>FSD is set first: somebody listens, and the upsd that latches it is started again.</summary>
    public bool SetsForcedShutdown { get; init; }

    /// <summary>What it waits for and why it takes so long, as a sentence.</summary>
    public required string Reason { get; init; }
}
