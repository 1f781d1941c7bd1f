using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;

namespace Homelab.Agent.Supplies;

/// <summary>Answers the coordinator's questions about batteries of this node. Beside the uplink's thread, for a driver may hang.</summary>
internal sealed class SupplyDesk(PowerSupplyReader supplies, Lazy<IFrameOutlet> outlet) : IUplinkParticipant
{
    /// <summary>The last answer, on its way.</summary>
    internal Task Last { get; private set; } = Task.CompletedTask;

    public void Fill(Hello hello)
    {
    }

    public void Fill(Beat beat)
    {
    }

    public IEnumerable<AgentFrame> Handle(CoordinatorFrame frame)
    {
        if (frame.BodyCase == CoordinatorFrame.BodyOneofCase.SupplyQuestion)
        {
            Last = Answer(frame.SupplyQuestion);
        }

        return [];
    }

    private async Task Answer(SupplyQuestion question)
    {
        var said = await supplies.ReadAsync(question.Battery, CancellationToken.None);
        var answer = new SupplyAnswer { Number = question.Number, Failure = said.Failure };
        foreach (var (name, value) in said.Variables)
        {
            answer.Variables[name] = value;
        }

        outlet.Value.Post(new AgentFrame { SupplyAnswer = answer });
    }
}
