using System.Collections.Concurrent;

namespace Homelab.Coordinator.Health;

/// <summary>What the declared ports of silent nodes said last.</summary>
public sealed class KnockBoard
{
    private readonly ConcurrentDictionary<string, bool> _answers = new(StringComparer.Ordinal);

    /// <summary>Null where the node was not tried in its present silence, or where the try says nothing.</summary>
    public bool? Of(string node) => _answers.TryGetValue(node, out var answers) ? answers : null;

    public void Put(string node, bool? answers)
    {
        if (answers is { } known)
        {
            _answers[node] = known;
        }
        else
        {
            _answers.TryRemove(node, out _);
        }
    }
}
