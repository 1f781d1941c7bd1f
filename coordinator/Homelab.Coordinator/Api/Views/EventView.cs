using Homelab.Coordinator.Events;

namespace Homelab.Coordinator.Api.Views;

/// <param name="Priority">0 to 7 as in syslog.</param>
/// <param name="Subject">Node, feed or service; empty for the lab.</param>
public sealed record EventView(long WallMs, int Priority, string Code, string Subject, string Message)
{
    public static EventView Of(RecordedEvent item) => new(item.At.ToUnixTimeMilliseconds(), item.Priority, item.Code, item.Subject, item.Message);
}
