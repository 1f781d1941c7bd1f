namespace Homelab.Domain.Shutdown;

/// <summary>What somebody beside the agent makes of its lease (P10): an agent that hangs, or whose power-off is held up, keeps no machine on.</summary>
public static class LeaseEnforcement
{
    /// <summary>The agent itself goes down at the expiry and is asked for its stop first; so late it did not.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>Whether the machine should have been on its way down by this lease.</summary>
    public static bool IsOver(AgentLease? lease, Moment now) => lease is { Advisory: false } && now - lease.Expiry >= Slack;
}
