using System.Net;
using Homelab.Agent.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using Homelab.Domain.Trust;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>It was rebuilt from the same lab.yaml and without its state: it is another one, until the admin of each node takes it (P3).</summary>
public sealed class ACoordinatorThatLostItsAuthority : OneNodeAndItsCoordinator
{
    private const string IsAnother = "is not the coordinator that this node was enrolled with";

    [Fact]
    public async Task Is_taken_by_no_agent_before_its_node_is_enrolled_again()
    {
        await Pi1.EnrolledAsync();
        var lost = Pi1.Credentials;
        await using var rebuilt = await CoordinatorUnderTest.StartAsync(agents: IPAddress.Loopback);

        // In the clear, where nobody proves anything, the name of the lab is enough.
        using (var plain = await rebuilt.ConnectAsync("pi1"))
        {
            Assert.Equal("attic", (await plain.WelcomeAsync()).Lab);
        }

        Assert.Contains(IsAnother, await ProblemAsync(rebuilt), StringComparison.Ordinal);

        var invitation = await rebuilt.Lab.InviteNodeAsync(new InviteNodeRequest { Node = "pi1", By = "alex" }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("", await Pi1.EnrolAsync(EnrolmentToken.Read(invitation.Token)!, rebuilt.Agents));
        Assert.Equal("", await ProblemAsync(rebuilt));

        // What was before does not come back by the old certificate, on neither side.
        Assert.Contains(IsAnother, await ProblemAsync(rebuilt, lost), StringComparison.Ordinal);
        Assert.Contains(IsAnother, await ProblemAsync(Hub), StringComparison.Ordinal);
    }

    private async Task<string> ProblemAsync(CoordinatorUnderTest coordinator, Credentials? credentials = null) => (await Pi1.HelloToAsync(coordinator.Agents!, credentials)).Problem;
}
