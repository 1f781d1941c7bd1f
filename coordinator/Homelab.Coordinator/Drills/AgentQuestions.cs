using System.Collections.Concurrent;
using System.Collections.Immutable;
using Homelab.Contracts.Drills;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Domain;
using DrillItem = Homelab.Domain.Drills.DrillItem;
using DrillVerdict = Homelab.Domain.Drills.DrillVerdict;

namespace Homelab.Coordinator.Drills;

/// <summary>Asks agents to look at their nodes, and waits for what they say.</summary>
public sealed class AgentQuestions(IAgentLink link, TimeProvider clock) : IUplinkListener
{
    private readonly ConcurrentDictionary<(string Node, string Drill), TaskCompletionSource<ImmutableArray<DrillItem>>> _open = [];

    public async Task<ImmutableArray<DrillItem>> Ask(string node, DrillQuestion question, TimeSpan bound, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<ImmutableArray<DrillItem>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[(node, question.DrillId)] = answer;
        try
        {
            return link.TrySend(node, new CoordinatorFrame { DrillQuestion = question })
                ? await answer.Task.WaitAsync(bound, clock, cancellation)
                : [new DrillItem("agent", DrillVerdict.Fails, "its agent is not connected: no order would reach it")];
        }
        catch (TimeoutException)
        {
            return [new DrillItem("agent", DrillVerdict.Unknown, $"its agent did not answer within {bound.TotalSeconds:0} s; one from before rehearsals were built never does")];
        }
        finally
        {
            _open.TryRemove((node, question.DrillId), out _);
        }
    }

    public void Connected(string node, Hello hello, Moment now)
    {
    }

    public void Received(string node, AgentFrame frame, Moment now)
    {
        if (frame.BodyCase == AgentFrame.BodyOneofCase.DrillAnswer && _open.TryGetValue((node, frame.DrillAnswer.DrillId), out var open))
        {
            open.TrySetResult([.. frame.DrillAnswer.Items.Select(item => item.FromWire())]);
        }
    }

    public void Disconnected(string node, string reason, Moment now)
    {
    }
}
