namespace Homelab.Coordinator.Events;

/// <summary>Takes what happened, for the log, the page and the command line.</summary>
public interface IEventFeed
{
    /// <param name="priority">As in syslog, 0 to 7.</param>
    /// <param name="code">Stable, such as StepOrdered.</param>
    /// <param name="subject">Node, feed or service; empty for the lab.</param>
    void Add(int priority, string code, string subject, string message);
}
