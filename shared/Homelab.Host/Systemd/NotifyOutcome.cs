namespace Homelab.Host.Systemd;

/// <summary>What became of a notification to the service manager.</summary>
public enum NotifyOutcome
{
    Sent,

    /// <summary>No NOTIFY_SOCKET: started by hand, or by another service manager.</summary>
    NotSupervised,

    /// <summary>The socket is there and did not take it; the next notification tries again.</summary>
    Failed,
}
