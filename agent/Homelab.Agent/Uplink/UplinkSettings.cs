namespace Homelab.Agent.Uplink;

/// <summary>Where the coordinator is, and what this agent says of itself.</summary>
/// <param name="Coordinator">Such as <c>http://127.0.0.1:5080</c>: HTTP/2 with prior knowledge, without TLS.</param>
public sealed record UplinkSettings(Uri Coordinator, string AgentVersion, string Machine)
{
    /// <summary>The longest pause between two attempts: leases must flow again soon after a coordinator is back.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is not acknowledged for so long is sent again: the coordinator knows repetitions.</summary>
    public TimeSpan AcknowledgeWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A coordinator that neither welcomes nor acknowledges for so long is taken for gone.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(20);
}
