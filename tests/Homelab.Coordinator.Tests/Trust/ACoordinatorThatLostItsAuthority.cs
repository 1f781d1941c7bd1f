using System.Net;
using Homelab.Contracts.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using Homelab.Domain.Trust;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>It was rebuilt from the same lab.yaml and without its state: it is another one, until the admin of each node takes it (P3).</summary>
public sealed class ACoordinatorThatLostItsAuthority : OneNodeAndItsCoordinator
{
    [Fact]
    public async Task Is_taken_by_no_agent_before_its_node_is_enrolled_again()
    {
        await Pi1.EnrolledAsync();
        var lost = Pi1.Credentials;
        await using var rebuilt = await CoordinatorUnderTest.StartAsync(agents: IPAddress.Loopback);

        Assert.NotNull(await ComesInAsync(rebuilt));

        var invitation = await rebuilt.Lab.InviteNodeAsync(new InviteNodeRequest { Node = "pi1", By = "alex" }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("", await Pi1.EnrolAsync(EnrolmentToken.Read(invitation.Token)!, rebuilt.Agents));
        Assert.Null(await ComesInAsync(rebuilt));

        // What was before does not come back by the old certificate, on neither side.
        Assert.NotNull(await ComesInAsync(rebuilt, lost));
        Assert.NotNull(await ComesInAsync(Hub));
    }

    private async Task<Exception?> ComesInAsync(CoordinatorUnderTest coordinator, Agent.Trust.Credentials? credentials = null) => await Record.ExceptionAsync(async () =>
    {
        using var agent = AgentOnTheWire.Open(Pi1.Channel(coordinator.Agents!, credentials ?? Pi1.Credentials));
        await agent.SendAsync(new AgentFrame { Hello = AgentOnTheWire.HelloOf("pi1", hello => hello.Marks = MachineMarksMessage.Of(Pi1.Marks)) });
        await agent.WelcomeAsync();
    });
}
