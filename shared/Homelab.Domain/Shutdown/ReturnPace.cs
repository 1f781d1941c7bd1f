using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>The bounds of a start (P28).</summary>
public static class ReturnPace
{
    /// <summary>Between two magic packets of one try.</summary>
    public static readonly TimeSpan Repeat = TimeSpan.FromSeconds(15);

    /// <summary>Only what can be sent for is tried again; what comes with the power comes once.</summary>
    public static int TriesOf(NodeConfig? node, RestartPolicy policy) => node?.Start.Kind is StartKind.WakeOnLan or StartKind.Outlet ? policy.Tries : 1;

    /// <summary>Who is sent for in the outage itself, to look for the mains.</summary>
    public static bool IsLooking(ReturnNode node, RestartPolicy policy, Moment now) => node is { IsLookout: true, TriedAt: { } at } && now < at + policy.BootAtMost;

    /// <summary>A pending start counts as on until a boot and a stop are over (P27).</summary>
    public static bool IsPending(ReturnState state, string node, TimeSpan stop, RestartPolicy policy, Moment now) =>
        state.Nodes.GetValueOrDefault(node) is { Phase: ReturnPhase.Starting, TriedAt: { } tried } && now < tried + policy.BootAtMost + stop;
}
