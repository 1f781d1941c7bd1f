using Grpc.Core;
using Homelab.Agent.Trust;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>What an operator and the shipped agent do while the authority is rotated.</summary>
internal static class RotationUnderTest
{
    public static async Task<AuthorityStatus> BeginAsync(this CoordinatorUnderTest hub) =>
        await hub.Lab.RotateAuthorityAsync(new RotateAuthorityRequest { By = "alex" }, cancellationToken: TestContext.Current.CancellationToken);

    public static async Task<AuthorityStatus> FinishAsync(this CoordinatorUnderTest hub, params string[] abandon) =>
        await hub.Lab.RotateAuthorityAsync(new RotateAuthorityRequest { By = "alex", Finish = true, Abandon = { abandon } }, cancellationToken: TestContext.Current.CancellationToken);

    public static async Task<string> FinishIsRefusedAsync(this CoordinatorUnderTest hub, params string[] abandon) =>
        (await Assert.ThrowsAsync<RpcException>(() => hub.FinishAsync(abandon))).Status.Detail;

    public static async Task<string> StandingAsync(this CoordinatorUnderTest hub, string node) =>
        (await hub.Lab.GetAuthoritiesAsync(new GetAuthoritiesRequest(), cancellationToken: TestContext.Current.CancellationToken)).Nodes.Single(entry => entry.Node == node).Standing;

    /// <summary>The look that an agent takes each hour.</summary>
    public static async Task LookAsync(this NodeUnderTest node, Uri address)
    {
        using var renewal = new CertificateRenewal(
            new UplinkSettings(address, "0.1.0", "test") { Credentials = node.File, Marks = node.Marks }, node.Clock, NullLogger<CertificateRenewal>.Instance);
        await renewal.Look(TestContext.Current.CancellationToken);
    }

    /// <summary>Null where a stream with these credentials was let in; what was in the way where it was not.</summary>
    public static async Task<Exception?> ComesInAsync(this NodeUnderTest node, ulong incarnation, Credentials? credentials = null) => await Record.ExceptionAsync(async () =>
    {
        using var agent = await node.OpenAsync(hello => hello.Incarnation = incarnation, credentials);
        await agent.WelcomeAsync();
        await agent.CompleteAsync();

        // To its end: the next stream would find this one in its way.
        while (await agent.NextAsync() is not null)
        {
        }
    });
}
