using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>Takes what collectors read. Never blocks and never throws.</summary>
public interface IReadingSink
{
    void Add(CollectionRound round);

    /// <summary>An event is never dropped. <paramref name="code"/> is stable, such as CollectorTimedOut.</summary>
    void Event(string code, string message, Labels labels);
}
