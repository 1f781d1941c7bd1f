using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>What one live drill came to: plain values, and no moment of any boot.</summary>
/// <param name="At">UTC.</param>
/// <param name="Way">How the node is started by lab.yaml, such as <c>wol dc:a6:32:00:00:02</c>: it proves nothing of another way.</param>
/// <param name="HasStarted">Stopped, and started again by that way: the proof.</param>
/// <param name="IsBrokenOff">It was ended before it could show anything, so that what was known before still is.</param>
public sealed record DrillResult(DateTimeOffset At, string Way, bool HasStarted, bool IsBrokenOff, string Detail)
{
    public TimeSpan? StopTook { get; init; }

    /// <summary>From the first call for its start to the first word of its agent.</summary>
    public TimeSpan? StartTook { get; init; }
}

public enum DrillStanding
{
    /// <summary>Never drilled: that it starts again is believed.</summary>
    Never,

    /// <summary>Drilled, and it started.</summary>
    Proven,

    /// <summary>Drilled, and it did not.</summary>
    Failed,

    /// <summary>Its proof is older than the policy allows.</summary>
    Expired,

    /// <summary>lab.yaml starts it another way now.</summary>
    OtherWay,
}

/// <summary>The last drill of each node that showed something. It is what the store keeps.</summary>
public sealed record DrillRecord
{
    public static readonly DrillRecord Empty = new();

    public ImmutableSortedDictionary<string, DrillResult> Results { get; init; } = ImmutableSortedDictionary<string, DrillResult>.Empty;

    public DrillRecord With(string node, DrillResult result) =>
        result.IsBrokenOff || (Results.TryGetValue(node, out var known) && known.At >= result.At) ? this : this with { Results = Results.SetItem(node, result) };

    public DrillStanding Of(NodeConfig node, PolicyConfig policy, DateTimeOffset now) => Results.GetValueOrDefault(node.Name) switch
    {
        null => DrillStanding.Never,
        var drill when drill.Way != StartWords.Way(node.Start) => DrillStanding.OtherWay,
        { HasStarted: false } => DrillStanding.Failed,
        var drill when now - drill.At > policy.DrillValid => DrillStanding.Expired,
        _ => DrillStanding.Proven,
    };

    /// <summary>Nodes that are known to start again; only these may be shed (P23).</summary>
    public ImmutableHashSet<string> Proven(LabConfig lab, DateTimeOffset now) =>
        [.. lab.Nodes.Where(node => Of(node, lab.Policy, now) == DrillStanding.Proven).Select(node => node.Name)];
}
