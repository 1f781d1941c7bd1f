using System.Net;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.People;
using Homelab.Coordinator.Tests.Trust;
using Homelab.Coordinator.Trust;
using Homelab.Host;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Compatibility;

/// <summary>Users, tokens, the authority and the enrolments as a coordinator of an earlier version left them, and what an agent of it did: whoever was let in still is, and what was obeyed is still known.</summary>
public sealed class WhoIsWhoGoesForward
{
    /// <summary>Made for the fixture, and known nowhere else.</summary>
    private const string Token = "homelab_J70ZNzP842VSGkhwczt7TZ1L1UTPhE1p_aB_o-qFdSs";

    private static readonly DateTimeOffset s_soonAfter = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0.1")]
    public async Task A_coordinator_knows_the_people_and_the_nodes_of_an_earlier_version(string version)
    {
        var clock = new HandClock(s_soonAfter);
        await using var coordinator = await CoordinatorUnderTest.StartAsync(prepare: state => KeptState.PutInto(state, $"{version}-enrolled"), agents: IPAddress.Loopback, time: clock);
        Assert.Equal(HttpStatusCode.Unauthorized, await coordinator.Http.RestAsync(HttpMethod.Get, "/api/v1/status", token: null));
        Assert.Equal(HttpStatusCode.OK, await coordinator.Http.RestAsync(HttpMethod.Get, "/api/v1/status", Token));
        Assert.Equal(HttpStatusCode.Forbidden, await coordinator.Http.RestAsync(HttpMethod.Get, "/api/v1/users", Token));
        Assert.Equal(HttpStatusCode.OK, await coordinator.Http.RestAsync(HttpMethod.Get, "/api/v1/users", await coordinator.LoginAsync("ada")));
        Assert.Equal(["ada", "vic"], coordinator.Service<AccountBook>().Current.Users.Keys);

        using var pi1 = new NodeUnderTest(coordinator, "pi1", clock);
        await KeptState.PutInto(Path.GetDirectoryName(Path.GetDirectoryName(pi1.File.Path))!, $"{version}-node");
        Assert.Null(await pi1.ComesInAsync(incarnation: 1));

        // By which authority it is was not written down then, and is known now.
        Assert.Equal(coordinator.Service<Authorities>().Established.Name, Assert.Single(coordinator.Service<EnrolmentBook>().Of("pi1")!.SignedBy).Value);
        var ca = Path.Combine(AuthorityFile.Directory, AuthorityFile.Name);
        Assert.Equal(
            await File.ReadAllTextAsync(Repository.PathOf($"tests/fixtures/stores/{version}-enrolled/{ca}"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(Path.Combine(coordinator.StateDirectory, ca), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("0.1")]
    public async Task An_agent_says_what_an_earlier_version_of_it_obeyed_and_keeps_its_files(string version)
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync(ALabThatIsRecorded.LabText.Replace("PORT", "1", StringComparison.Ordinal));
        using var machine = new TempFolder();
        await KeptState.PutInto(machine.Folder("state"), $"{version}-agent");
        using var agent = ALabThatIsRecorded.AgentOf(machine, coordinator.Uplink, new BootClock());
        await agent.StartAsync(TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => coordinator.Service<FleetState>().Of("pi1").IsConnected, TimeSpan.FromSeconds(20), "the agent");
        var seen = coordinator.Service<FleetState>().Of("pi1").Hello!.Seen;
        await agent.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("lab:attic", 1ul), (seen.Lineage, seen.Epoch));
        Assert.DoesNotContain(Directory.EnumerateFiles(machine.At("state"), "*", SearchOption.AllDirectories), file => file.Contains("aside", StringComparison.Ordinal) || file.Contains(".version-", StringComparison.Ordinal));
    }
}
