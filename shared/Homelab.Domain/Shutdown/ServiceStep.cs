using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// The stop of one service's units on one node, before the node itself. It takes nothing from the node's time: where it is not over by the
/// node's latest start, the node goes all the same, and systemd stops the rest.
/// </summary>
public sealed record ServiceStep
{
    /// <summary>Such as <c>service:cloud@nas</c>.</summary>
    public required string Id { get; init; }

    public required string Service { get; init; }

    public required string Node { get; init; }

    /// <summary>systemd units that are stopped, all at once.</summary>
    public required ImmutableArray<string> Units { get; init; }

    /// <summary>When it is ordered if nothing is left to wait for, and nothing calls its node down before.</summary>
    public required Moment Start { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Ids of service steps that are over before this one starts.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>What it stops before, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Such as <c>cloud on nas</c>.</summary>
    public string Name => $"{Service} on {Node}";

    public static string IdOf(string service, string node) => $"{Prefix}{service}@{node}";

    public static bool IsId(string step) => step.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>What a step's id names, in words: <c>cloud on nas</c>, or the node.</summary>
    public static string NameOf(string step, string node) => IsId(step) ? $"{ServiceOf(step, node)} on {node}" : node;

    /// <summary>The service that a service step's id names.</summary>
    public static string ServiceOf(string step, string node) => step[Prefix.Length..^(node.Length + 1)];

    private const string Prefix = "service:";
}
