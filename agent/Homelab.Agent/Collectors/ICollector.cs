namespace Homelab.Agent.Collectors;

/// <summary>
/// Reads one kind of thing. Called by one thread at a time, never again before it has returned; it keeps what makes the next round cheap. It
/// may block: the runner bounds it. It reports and never decides, writes nothing and starts no process.
/// </summary>
public interface ICollector
{
    /// <summary>As in the lab file and in the collector's state.</summary>
    string Name { get; }

    CollectorOutcome Collect(Collection into, CollectorSettings settings);
}
