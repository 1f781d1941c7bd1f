using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>The bounds of a start (P28).</summary>
public static class ReturnPace
{
    /// <summary>From power or the magic packet to the first word of the agent; servers with many disks test them all.</summary>
    public static readonly TimeSpan Boot = TimeSpan.FromMinutes(5);

    /// <summary>Between two magic packets of one try.</summary>
    public static readonly TimeSpan Repeat = TimeSpan.FromSeconds(15);

    /// <summary>Only what can be sent for is tried again; what comes with the power comes once.</summary>
    public static int TriesOf(NodeConfig? node) => node?.Start.Kind is StartKind.WakeOnLan or StartKind.Outlet ? 3 : 1;

    /// <summary>A pending start counts as on until a boot and a stop are over (P27).</summary>
    public static bool IsPending(ReturnState state, string node, TimeSpan stop, Moment now) =>
        state.Nodes.GetValueOrDefault(node) is { Phase: ReturnPhase.Starting, TriedAt: { } tried } && now < tried + Boot + stop;
}
