using System.Collections.Concurrent;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

/// <summary>What became of a question: an answer, or none from an agent that is connected or not.</summary>
public readonly record struct Asked<TAnswer>(TAnswer? Answer, bool IsConnected)
    where TAnswer : class;

/// <summary>Questions to agents that wait for their answers, by node and id.</summary>
public sealed class OpenQuestions<TAnswer>(IAgentLink link, TimeProvider clock)
    where TAnswer : class
{
    private readonly ConcurrentDictionary<(string Node, string Id), TaskCompletionSource<TAnswer>> _open = [];

    /// <param name="id">No other open question to this node has it.</param>
    public async Task<Asked<TAnswer>> Ask(string node, string id, CoordinatorFrame question, TimeSpan bound, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[(node, id)] = answer;
        try
        {
            return link.TrySend(node, question) ? new(await answer.Task.WaitAsync(bound, clock, cancellation), true) : new(null, false);
        }
        catch (TimeoutException)
        {
            return new(null, true);
        }
        finally
        {
            _open.TryRemove((node, id), out _);
        }
    }

    /// <summary>An answer that nobody waits for any more is dropped.</summary>
    public void Answered(string node, string id, TAnswer answer)
    {
        if (_open.TryGetValue((node, id), out var open))
        {
            open.TrySetResult(answer);
        }
    }
}
