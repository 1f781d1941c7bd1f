using System.Globalization;

namespace Homelab.Coordinator.Events;

/// <summary>Something that happened, as it is kept and shown.</summary>
/// <param name="Number">Rises by one within a process.</param>
/// <param name="Priority">0 to 7 as in syslog.</param>
/// <param name="Subject">Node, feed or service; empty for the lab.</param>
public sealed record RecordedEvent(long Number, DateTimeOffset At, int Priority, string Code, string Subject, string Message)
{
    /// <summary>Unique beyond a restart: the process's own name, then the number.</summary>
    public string Id(string instance) => string.Create(CultureInfo.InvariantCulture, $"{instance}-{Number}");
}
