using System.Net;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Homelab.Agent.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Tests.Api;
using Homelab.TestKit.Waiting;
using MachineMarks = Homelab.Domain.Trust.MachineMarks;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>Being on the network is not enough. Each attack first goes well where its defence is off.</summary>
public sealed class WhoMaySpeakForANode : OneNodeAndItsCoordinator
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    /// <summary>Beyond loopback, so that an agent needs its certificate here too.</summary>
    private protected override IPAddress Listens => IPAddress.Any;

    [Fact]
    public async Task An_enrolled_node_is_heard_and_shown()
    {
        Assert.Contains("not enrolled", (await Node("pi1")).Trust, StringComparison.Ordinal);
        await Pi1.EnrolledAsync();
        using var agent = await Pi1.OpenAsync();

        Assert.Equal("attic", (await agent.WelcomeAsync()).Lab);
        await Until.TrueAsync(async () => (await Node("pi1")).Connected, Bound, "the node to be connected");
        Assert.StartsWith("it proves who it is by a certificate until 20", (await Node("pi1")).Trust, StringComparison.Ordinal);
        Assert.Empty(await Warnings());
    }

    [Fact]
    public async Task A_stranger_without_a_certificate_is_not_heard()
    {
        await using (var open = await CoordinatorUnderTest.StartAsync())
        {
            using var taken = await open.ConnectAsync("pi1");
            await taken.WelcomeAsync();
        }

        using var plain = await Hub.ConnectAsync("pi1");
        Assert.Equal("CertificateNeeded", (await plain.RefusalAsync()).Code);

        await Pi1.EnrolledAsync();
        using var unproven = AgentOnTheWire.Open(Unproven());
        await unproven.SendAsync(new AgentFrame { Hello = AgentOnTheWire.HelloOf("pi1") });
        Assert.Equal("CertificateNeeded", (await unproven.RefusalAsync()).Code);
        Assert.Contains(await Warnings(), warning => warning.StartsWith("Refused, from 127.0.0.1: pi1 was enrolled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_was_enrolled_does_not_come_without_its_certificate_on_loopback_either()
    {
        await using var local = await CoordinatorUnderTest.StartAsync(agents: IPAddress.Loopback);
        using var before = await local.ConnectAsync("pi1");
        await before.WelcomeAsync();
        await before.CompleteAsync();
        using var node = await new NodeUnderTest(local, "pi1").EnrolledAsync();

        using var after = await local.ConnectAsync("pi1", hello => hello.Incarnation = 2);
        Assert.Equal("CertificateNeeded", (await after.RefusalAsync()).Code);
    }

    [Fact]
    public async Task The_agents_address_answers_nothing_but_agents()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await new LabApi.LabApiClient(Unproven()).GetStatusAsync(new GetStatusRequest(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);

        // And certificates are spoken of nowhere else.
        failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Certification.CertificationClient(Hub.Channel).GetAuthorityAsync(new GetAuthorityRequest(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_does_not_get_through_the_handshake()
    {
        await Pi1.EnrolledAsync();
        await using var other = await CoordinatorUnderTest.StartAsync(agents: IPAddress.Loopback);
        using var there = await new NodeUnderTest(other, "pi1").EnrolledAsync();
        using var known = await there.OpenAsync();
        await known.WelcomeAsync();

        // It believes this coordinator, and shows what the other one signed.
        var mixed = Credentials.Read(Pem(there.Credentials, Pi1.Credentials))!;
        var failure = await Record.ExceptionAsync(async () =>
        {
            using var agent = await Pi1.OpenAsync(credentials: mixed);
            await agent.NextAsync();
        });

        // Whether the hello is still written or not is a matter of time.
        Assert.True(failure is RpcException or IOException, $"{failure}");
        Assert.False((await Node("pi1")).Connected);
        using var own = await Pi1.OpenAsync();
        await own.WelcomeAsync();
    }

    [Fact]
    public async Task An_agent_that_lies_about_its_name_is_refused_and_shown()
    {
        await using (var open = await CoordinatorUnderTest.StartAsync())
        {
            using var taken = await open.ConnectAsync("nas");
            await taken.WelcomeAsync();
        }

        await Pi1.EnrolledAsync();
        using var nas = await new NodeUnderTest(Hub, "nas").EnrolledAsync();
        using var liar = await Pi1.OpenAsync(hello => hello.Node = "nas");

        Assert.Equal("AnotherName", (await liar.RefusalAsync()).Code);
        Assert.Contains(await Warnings(), warning => warning.Contains("The agent that holds the certificate of pi1 says that it is \"nas\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cloned_card_is_refused_and_shown_and_the_true_machine_stays()
    {
        // A machine without marks is bound to nothing: there the copy is taken.
        using var unmarked = new NodeUnderTest(Hub, "nas") { Marks = MachineMarks.Unknown };
        await unmarked.EnrolledAsync();
        unmarked.Marks = new("20000000bbbbbbbb", "0123");
        using (var copy = await unmarked.OpenAsync())
        {
            await copy.WelcomeAsync();
        }

        await Pi1.EnrolledAsync();
        using var genuine = await Pi1.OpenAsync();
        await genuine.WelcomeAsync();
        Pi1.Marks = Pi1.Marks with { Serial = "20000000bbbbbbbb" };
        using var clone = await Pi1.OpenAsync(hello => hello.Incarnation = 2);

        var refusal = await clone.RefusalAsync();
        Assert.Equal("AnotherMachine", refusal.Code);
        Assert.Contains("serial 10000000aaaaaaaa, and this one has 20000000bbbbbbbb. Is its SD card or disk a copy?", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(await Warnings(), warning => warning.Contains("Another machine uses the certificate of pi1", StringComparison.Ordinal));
        Assert.True((await Node("pi1")).Connected);
        using var body = System.Text.Json.JsonDocument.Parse(await Hub.Http.GetStringAsync("/api/v1/status", TestContext.Current.CancellationToken));
        Assert.Contains("Another machine", body.RootElement.GetProperty("warnings").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_node_is_ended_at_once_and_stays_refused_until_it_is_enrolled_again()
    {
        await Pi1.EnrolledAsync();
        var old = Pi1.Credentials;
        using var running = await Pi1.OpenAsync();
        await running.WelcomeAsync();
        await Until.TrueAsync(() => Hub.Service<FleetState>().Of("pi1").IsConnected, Bound, "the node to be connected");

        var revoked = await Hub.Lab.RevokeNodeAsync(new RevokeNodeRequest { Node = "pi1", By = "alex" }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.StartsWith("revoked on", revoked.Trust, StringComparison.Ordinal);
        Assert.Equal("Revoked", (await running.RefusalAsync()).Code);
        using var again = await Pi1.OpenAsync(hello => hello.Incarnation = 2);
        Assert.Equal("Revoked", (await again.RefusalAsync()).Code);
        Assert.Contains(await Warnings(), warning => warning.StartsWith("pi1 is not heard: revoked on", StringComparison.Ordinal));

        await Pi1.EnrolledAsync();
        using var late = await Pi1.OpenAsync(hello => hello.Incarnation = 3);
        await late.WelcomeAsync();
        using var former = await Pi1.OpenAsync(hello => hello.Incarnation = 4, old);
        Assert.Equal("Superseded", (await former.RefusalAsync()).Code);
    }

    [Fact]
    public async Task Only_a_node_that_was_enrolled_can_be_revoked()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Hub.Lab.RevokeNodeAsync(new RevokeNodeRequest { Node = "pi1", By = "alex" }, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
    }

    private Grpc.Net.Client.GrpcChannel Unproven()
    {
        var check = new CoordinatorCheck(Hub.Agents!, Hub.Service<Homelab.Coordinator.Trust.Authorities>().Newest.Trusted, () => DateTimeOffset.UnixEpoch);
        return new CoordinatorChannel(Hub.Agents!, check.Options(own: null), check).Grpc;
    }

    private static string Pem(Credentials own, Credentials believed) =>
        $"{own.Certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n{own.Certificate.ExportCertificatePem()}\n{believed.Authorities[0].ExportCertificatePem()}\n";

    private async Task<NodeStatus> Node(string name) =>
        (await Hub.Lab.ListNodesAsync(new ListNodesRequest(), cancellationToken: TestContext.Current.CancellationToken)).Nodes.Single(node => node.Name == name);

    private async Task<IReadOnlyList<string>> Warnings() => (await Hub.Lab.GetStatusAsync(new GetStatusRequest(), cancellationToken: TestContext.Current.CancellationToken)).Warnings;
}
