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
    private readonly OpenQuestions<DrillAnswer> _open = new(link, clock);

    public async Task<ImmutableArray<DrillItem>> Ask(string node, DrillQuestion question, TimeSpan bound, CancellationToken cancellation) =>
        await _open.Ask(node, question.DrillId, new CoordinatorFrame { DrillQuestion = question }, bound, cancellation) switch
        {
            { Answer: { } answer } => [.. answer.Items.Select(item => item.FromWire())],
            { IsConnected: false } => [new DrillItem("agent", DrillVerdict.Fails, "its agent is not connected: no order would reach it")],
            _ => [new DrillItem("agent", DrillVerdict.Unknown, $"its agent did not answer within {bound.TotalSeconds:0} s; one from before rehearsals were built never does")],
        };

    public void Connected(string node, Hello hello, Moment now)
    {
    }

    public void Received(string node, AgentFrame frame, Moment now)
    {
        if (frame.BodyCase == AgentFrame.BodyOneofCase.DrillAnswer)
        {
            _open.Answered(node, frame.DrillAnswer.DrillId, frame.DrillAnswer);
        }
    }

    public void Disconnected(string node, string reason, Moment now)
    {
    }
}
