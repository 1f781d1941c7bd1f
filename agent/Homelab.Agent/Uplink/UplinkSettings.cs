using Homelab.Agent.Trust;
using Homelab.Domain.Trust;

namespace Homelab.Agent.Uplink;

/// <summary>Where the coordinator is, and what this agent says of itself.</summary>
/// <param name="Coordinator">Such as <c>https://10.0.0.2:8442</c>; <c>http://127.0.0.1:8441</c> is HTTP/2 with prior knowledge, without TLS.</param>
public sealed record UplinkSettings(Uri Coordinator, string AgentVersion, string Machine)
{
    /// <summary>What this node was given when it was enrolled; over https alone it is used, and needed.</summary>
    public CredentialFile? Credentials { get; init; }

    /// <summary>What the coordinator tells this machine from a copy of its card by.</summary>
    public MachineMarks Marks { get; init; } = MachineMarks.Unknown;

    /// <summary>The longest pause between two attempts: leases must flow again soon after a coordinator is back.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is not acknowledged for so long is sent again: the coordinator knows repetitions.</summary>
    public TimeSpan AcknowledgeWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A coordinator that neither welcomes nor acknowledges for so long is taken for gone.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(20);
}
