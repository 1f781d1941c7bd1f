namespace Homelab.Agent.Orders;

/// <param name="RuntimeDirectory">On tmpfs: what is kept there ends with the boot (P10).</param>
/// <param name="MayPowerOff">The node's own refusal; always wins.</param>
public sealed record OrdersSettings(string BootId, string StateDirectory, string RuntimeDirectory, bool MayPowerOff, PowerOffMode PowerOff)
{
    /// <summary>Where this agent reaches its coordinator: an upsd on the coordinator's loopback is there.</summary>
    public string CoordinatorHost { get; init; } = "";

    /// <summary>What systemd runs as the last thing of a stop; without it nobody waits for the power to go.</summary>
    public string LateHook { get; init; } = "/usr/lib/systemd/system-shutdown/homelab-late";

    /// <summary>A lineage beside the one obeyed so far that the admin of this node accepts; empty for none (P3).</summary>
    public string AcceptedLineage { get; init; } = "";
}

public enum PowerOffMode
{
    /// <summary>Nothing is powered off; an order is refused.</summary>
    None,

    /// <summary>The agent ends: for trials, where a supervisor plays the machine.</summary>
    Exit,

    /// <summary>systemd-logind powers the machine off.</summary>
    Logind,
}
