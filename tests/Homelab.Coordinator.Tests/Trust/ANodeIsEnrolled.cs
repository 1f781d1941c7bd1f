using System.Net;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Readings;
using Homelab.Coordinator.Trust;
using Homelab.Agent.Trust;
using Homelab.Agent.Uplink;
using Homelab.Domain.Trust;
using Homelab.Host;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>Enrolling once, within a time, and renewing before the end; by a clock that moves by hand.</summary>
public sealed class ANodeIsEnrolled : OneNodeAndItsCoordinator
{
    private readonly HandClock _clock = new();

    private protected override TimeProvider? Time => _clock;

    [Fact]
    public async Task A_secret_is_good_once()
    {
        var token = await Pi1.InvitedAsync();
        Assert.Equal("", await Pi1.EnrolAsync(token));

        using var thief = new NodeUnderTest(Hub, "pi1", _clock);
        Assert.StartsWith("This secret is not taken: each is good once", await thief.EnrolAsync(token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_ends_with_its_time()
    {
        var token = await Pi1.InvitedAsync();
        _clock.Advance(Invitation.Usual - TimeSpan.FromSeconds(1));
        Assert.Equal("", await Pi1.EnrolAsync(token));

        token = await Pi1.InvitedAsync();
        _clock.Advance(Invitation.Usual);
        Assert.StartsWith("This secret is not taken", await Pi1.EnrolAsync(token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_good_for_its_node_alone()
    {
        var token = await Pi1.InvitedAsync();
        using var nas = new NodeUnderTest(Hub, "nas", _clock);

        Assert.StartsWith("This secret is not taken", await nas.EnrolAsync(token), StringComparison.Ordinal);
        Assert.Equal("", await Pi1.EnrolAsync(token));
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        var token = await Pi1.InvitedAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.StartsWith("This secret is not taken", await Pi1.EnrolAsync(new EnrolmentToken(token.Authority, new byte[EnrolmentToken.SecretBytes])), StringComparison.Ordinal);
        }

        Assert.StartsWith("Too many enrolments", await Pi1.EnrolAsync(token), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("", await Pi1.EnrolAsync(token));
    }

    [Fact]
    public async Task Nobody_invites_a_node_that_is_not_in_the_lab_or_without_saying_who_asks()
    {
        Assert.Equal(StatusCode.NotFound, await Refused(new InviteNodeRequest { Node = "pi9", By = "alex" }));
        Assert.Equal(StatusCode.InvalidArgument, await Refused(new InviteNodeRequest { Node = "pi1" }));
        Assert.Equal(StatusCode.InvalidArgument, await Refused(new InviteNodeRequest { Node = "pi1", By = "alex", ForMs = (long)TimeSpan.FromDays(2).TotalMilliseconds }));
    }

    [Fact]
    public async Task A_certificate_is_renewed_at_two_thirds_of_its_life_and_the_one_before_counts_until_the_next_was_shown()
    {
        await Pi1.EnrolledAsync();
        var first = Pi1.Credentials;
        using var renewal = Renewal();
        Pass(CertificateLife.OfNode * 0.6);
        await renewal.Look(TestContext.Current.CancellationToken);
        Assert.Equal(first.Certificate.SerialNumber, Pi1.Credentials.Certificate.SerialNumber);

        Pass(CertificateLife.OfNode * 0.1);
        using (var elsewhere = new NodeUnderTest(Hub, "pi1", _clock))
        {
            elsewhere.File.Prepare();
            Assert.Equal("", await new NodeCertification(Hub.Agents!, elsewhere.File, Pi1.Marks, _clock).Renew("pi1", first, TestContext.Current.CancellationToken));
        }

        // That answer did not come to its node.
        using (var lost = await Pi1.OpenAsync(credentials: first))
        {
            await lost.WelcomeAsync();
        }

        await renewal.Look(TestContext.Current.CancellationToken);
        var second = Pi1.Credentials;
        Assert.NotEqual(first.Certificate.SerialNumber, second.Certificate.SerialNumber);
        Assert.NotEqual(first.Certificate.GetPublicKeyString(), second.Certificate.GetPublicKeyString());

        using (var used = await Pi1.OpenAsync(credentials: second))
        {
            await used.WelcomeAsync();
        }

        using var over = await Pi1.OpenAsync(hello => hello.Incarnation = 2, first);
        Assert.Equal("Superseded", (await over.RefusalAsync()).Code);
    }

    [Fact]
    public async Task A_certificate_that_is_over_is_refused_with_what_to_do_and_ends_the_stream_that_began_with_it()
    {
        await Pi1.EnrolledAsync();
        Pass(CertificateLife.OfNode - TimeSpan.FromSeconds(1));
        using var running = await Pi1.OpenAsync();
        await running.WelcomeAsync();
        await running.NextAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("CertificateOver", (await running.RefusalAsync()).Code);
        using var late = await Pi1.OpenAsync(hello => hello.Incarnation = 2);
        var refusal = await late.RefusalAsync();
        Assert.Equal("CertificateOver", refusal.Code);
        Assert.Contains("homelab enroll pi1", refusal.Message, StringComparison.Ordinal);
        using var renewal = Renewal();
        await renewal.Look(TestContext.Current.CancellationToken);
        using var still = await Pi1.OpenAsync(hello => hello.Incarnation = 3);
        Assert.Equal("CertificateOver", (await still.RefusalAsync()).Code);
    }

    [Fact]
    public async Task Keys_lie_where_only_their_owner_reads_them_and_outlive_the_process()
    {
        await Pi1.EnrolledAsync();
        var trust = Path.Combine(Hub.StateDirectory, "trust");
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner | UnixFileMode.UserExecute, Mode(trust));
        Assert.All(Directory.GetFiles(trust), file => Assert.Equal(Owner, Mode(file)));
        Assert.Equal(["ca.pem", EnrolmentBook.FileName], Directory.GetFiles(trust).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Owner, Mode(Pi1.File.Path));
        Assert.Equal(Owner | UnixFileMode.UserExecute, Mode(Path.GetDirectoryName(Pi1.File.Path)!));

        await using var next = await CoordinatorUnderTest.StartAsync(agents: IPAddress.Loopback, time: _clock, prepare: state =>
        {
            Directory.CreateDirectory(Path.Combine(state, "trust"));
            return Task.WhenAll(Directory.GetFiles(trust).Select(async file => await File.WriteAllBytesAsync(Path.Combine(state, "trust", Path.GetFileName(file)), await File.ReadAllBytesAsync(file))));
        });
        using var same = new NodeUnderTest(next, "pi1", _clock) { Marks = Pi1.Marks };
        using var agent = await same.OpenAsync(credentials: Pi1.Credentials);
        await agent.WelcomeAsync();
    }

    [Fact]
    public async Task An_authority_that_cannot_be_read_is_never_replaced()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => CoordinatorUnderTest.StartAsync(agents: IPAddress.Loopback, time: _clock, prepare: state =>
            File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(state, "trust")).FullName, "ca.pem"), "rubbish")));
        Assert.Contains("ca.pem cannot be used", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_of_the_enrolments_lets_nobody_in()
    {
        await Pi1.EnrolledAsync();
        var ca = await File.ReadAllBytesAsync(Path.Combine(Hub.StateDirectory, "trust", "ca.pem"), TestContext.Current.CancellationToken);
        await using var next = await CoordinatorUnderTest.StartAsync(agents: IPAddress.Loopback, time: _clock, prepare: async state =>
        {
            var trust = Directory.CreateDirectory(Path.Combine(state, "trust")).FullName;
            await File.WriteAllBytesAsync(Path.Combine(trust, "ca.pem"), ca);
            await File.WriteAllTextAsync(Path.Combine(trust, EnrolmentBook.FileName), "{");
        });
        using var same = new NodeUnderTest(next, "pi1", _clock) { Marks = Pi1.Marks };
        using var agent = await same.OpenAsync(credentials: Pi1.Credentials);
        Assert.Equal("NotEnrolled", (await agent.RefusalAsync()).Code);
    }

    /// <summary>Whoever goes back a version would lose every enrolment and revocation by the next one.</summary>
    [Theory]
    [InlineData("{")]
    [InlineData("""{"schema": 2, "newest_wall_ms": 0, "nodes": [], "sealed": "by a later version"}""")]
    public async Task What_cannot_be_read_of_the_enrolments_is_not_written_over(string kept)
    {
        await using var next = await CoordinatorUnderTest.StartAsync(agents: IPAddress.Loopback, time: _clock, prepare: state =>
            File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(state, "trust")).FullName, EnrolmentBook.FileName), kept));
        var path = Path.Combine(next.StateDirectory, "trust", EnrolmentBook.FileName);
        using var node = new NodeUnderTest(next, "pi1", _clock);
        var refusal = (await Assert.ThrowsAsync<RpcException>(node.InvitedAsync)).Status;
        Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);
        Assert.StartsWith($"{path} cannot be read", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("Mend it, or move it away and enrol each node again", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains(refusal.Detail, (await next.Lab.GetStatusAsync(new GetStatusRequest(), cancellationToken: TestContext.Current.CancellationToken)).Warnings);
        Assert.Equal(refusal, (await Assert.ThrowsAsync<RpcException>(async () =>
            await next.Lab.RevokeNodeAsync(new RevokeNodeRequest { Node = "pi1", By = "alex" }, cancellationToken: TestContext.Current.CancellationToken))).Status);

        var token = new EnrolmentToken(next.Service<Authorities>().Newest.Hash, new byte[EnrolmentToken.SecretBytes]);
        next.Service<Invitations>().Add(new Invitation("pi1", EnrolmentToken.Hash("pi1", token.Authority, token.Secret), next.Service<TimeProvider>().Now() + Invitation.Usual));
        Assert.StartsWith("The coordinator could not write the enrolment down", await node.EnrolAsync(token), StringComparison.Ordinal);

        await next.BeginAsync();
        Assert.Equal(refusal.Detail, await next.FinishIsRefusedAsync());
        Assert.Equal(kept, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    /// <summary>Days go by without each of their timers.</summary>
    private void Pass(TimeSpan time) => _clock.AdjustTime(_clock.GetUtcNow() + time);

    private static UnixFileMode Mode(string path) => new FileInfo(path).UnixFileMode;

    private CertificateRenewal Renewal() => new(
        new UplinkSettings(Hub.Agents!, "0.1.0", "test") { Credentials = Pi1.File, Marks = Pi1.Marks }, _clock, NullLogger<CertificateRenewal>.Instance);

    private async Task<StatusCode> Refused(InviteNodeRequest request) =>
        (await Assert.ThrowsAsync<RpcException>(async () => await Hub.Lab.InviteNodeAsync(request, cancellationToken: TestContext.Current.CancellationToken))).StatusCode;
}
