using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;

namespace Homelab.Agent.Supplies;

/// <summary>Answers the coordinator's questions about batteries of this node. Beside the uplink's thread, for a driver may hang.</summary>
internal sealed class SupplyDesk(NodeSupplies supplies, Lazy<IFrameOutlet> outlet) : IUplinkParticipant
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
        var said = await Ask(question);
        var answer = new SupplyAnswer { Number = question.Number, Failure = said.Failure };
        foreach (var (name, value) in said.Variables)
        {
            answer.Variables[name] = value;
        }

        outlet.Value.Post(new AgentFrame { SupplyAnswer = answer });
    }

    private async Task<SupplySaid> Ask(SupplyQuestion question)
    {
        if (question.Hat.Length == 0)
        {
            return await supplies.ReadAsync(new PowerSupplySource(question.Battery, ""), CancellationToken.None);
        }

        return HatLine.Parse(question.Hat, "", out var problem) is { } hat
            ? await supplies.ReadAsync(hat, CancellationToken.None)
            : BoundedReadings.Failed($"The HAT {problem}.");
    }
}
