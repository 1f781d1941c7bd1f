using System.Security.Cryptography.X509Certificates;
using Homelab.Agent.Trust;
using Homelab.Coordinator.Tests.Compatibility;
using Homelab.Coordinator.Trust;
using Homelab.Host;
using Homelab.Host.Identity;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>To power off, to a whole agent: the one thing that nobody strange may do.</summary>
public sealed class AFalseCoordinatorGivesAnOrder : OneNodeAndItsCoordinator
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(60);

    private readonly TempFolder _machine = new();
    private readonly TempFolder _strangers = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _machine.Dispose();
        _strangers.Dispose();
    }

    [Fact]
    public async Task Which_is_obeyed_where_it_shows_what_the_coordinator_alone_has()
    {
        using var own = Hub.Service<Authorities>().Newest.SignForCoordinator(Pi1.Clock.GetUtcNow());
        await using var thief = await new FalseCoordinator(own, Hub.Service<Authorities>().Newest.Certificate).StartAsync();
        using var agent = await AgentOfAsync(thief);

        var ends = agent.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await Until.TrueAsync(() => ends.IsCancellationRequested, s_bound, "the agent to power off");

        // The switch of a trial says with it what would have become of the machine.
        Environment.ExitCode = 0;
    }

    [Fact]
    public async Task Which_nobody_hears_by_a_nodes_certificate()
    {
        using var nas = await new NodeUnderTest(Hub, "nas").EnrolledAsync();
        await IsNotHeardAsync(nas.Credentials.Certificate);
    }

    [Fact]
    public async Task Which_nobody_hears_by_a_certificate_of_another_authority()
    {
        using var other = CertificateAuthority.Make(_strangers.At(AuthorityFile.Name));
        using var shown = other.SignForCoordinator(Pi1.Clock.GetUtcNow());
        await IsNotHeardAsync(shown);
    }

    private async Task IsNotHeardAsync(X509Certificate2 shown)
    {
        await using var stranger = await new FalseCoordinator(shown, Hub.Service<Authorities>().Newest.Certificate).StartAsync();
        using var agent = await AgentOfAsync(stranger);
        await Until.TrueAsync(() => stranger.Connections >= 3, s_bound, "the agent to try again");

        Assert.Empty(stranger.Orders.Heard);
        Assert.False(agent.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        await agent.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Enrolled with the true one, and started towards the other.</summary>
    private async Task<IHost> AgentOfAsync(FalseCoordinator other)
    {
        var agent = ALabThatIsRecorded.AgentOf(_machine, other.Address, new BootClock());
        var file = new CredentialFile(_machine.Folder("state"));
        file.Prepare();
        Assert.Equal("", await new NodeCertification(Hub.Agents!, file, MachineLook.Read(_machine.At("root")), Pi1.Clock).Enrol("pi1", await Pi1.InvitedAsync(), TestContext.Current.CancellationToken));
        await agent.StartAsync(TestContext.Current.CancellationToken);
        return agent;
    }
}
