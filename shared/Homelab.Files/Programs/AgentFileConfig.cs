namespace Homelab.Files.Programs;

public enum PowerOffMethod
{
    /// <summary>Nothing is done; the agent reports what it would have done.</summary>
    None,

    /// <summary>The agent's process ends, for trials.</summary>
    Exit,

    /// <summary>systemd-logind's PowerOff (org.freedesktop.login1(5)).</summary>
    Logind,
}

/// <summary>The content of <c>agent.yaml</c>: what the agent is and may do. What it collects comes from the coordinator.</summary>
public sealed record AgentFileConfig
{
    /// <summary>The node's name in <c>lab.yaml</c>.</summary>
    public required string Node { get; init; }

    public Uri Coordinator { get; init; } = new("http://127.0.0.1:8441");

    public string StateDirectory { get; init; } = "/var/lib/homelab-agent";

    /// <summary>On tmpfs: what must not outlive a boot.</summary>
    public string RuntimeDirectory { get; init; } = "/run/homelab-agent";

    /// <summary>Everything that collectors read lies below it.</summary>
    public string Root { get; init; } = "/";

    public PowerOffMethod PowerOff { get; init; } = PowerOffMethod.None;

    /// <summary>The node's own refusal: false means that no order stops it.</summary>
    public bool MayPowerOff { get; init; } = true;

    /// <summary>A lineage beside the one obeyed so far that may speak to this node; empty for none (P3).</summary>
    public string AcceptLineage { get; init; } = "";

    /// <summary>What a crash may lose of readings that were not acknowledged.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(10);

    public long OutboxQuotaBytes { get; init; } = 64L << 20;

    /// <summary>An address beyond loopback is wanted although neither end proves who it is.</summary>
    public bool Insecure { get; init; }
}
