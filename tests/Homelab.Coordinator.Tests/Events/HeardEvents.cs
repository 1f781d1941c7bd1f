using Homelab.Coordinator.Events;

namespace Homelab.Coordinator.Tests.Events;

/// <summary>Remembers what it is told.</summary>
internal sealed class HeardEvents : IEventFeed
{
    public List<(int Priority, string Code, string Subject, string Message)> All { get; } = [];

    public IEnumerable<string> Messages => All.Select(item => item.Message);

    public IEnumerable<string> Codes => All.Select(item => item.Code);

    public void Add(int priority, string code, string subject, string message) => All.Add((priority, code, subject, message));
}
