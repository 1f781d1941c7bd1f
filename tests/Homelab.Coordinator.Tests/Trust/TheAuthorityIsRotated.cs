using Homelab.Agent.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Outage;
using Homelab.Coordinator.Trust;
using Homelab.Domain.Shutdown;
using Homelab.Domain.Trust;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>A new authority beside the old, with the shipped agent's own way to move, until the old one counts no more.</summary>
public sealed class TheAuthorityIsRotated : OneNodeAndItsCoordinator
{
    [Fact]
    public async Task Agents_move_by_themselves_and_then_the_former_authority_counts_no_more()
    {
        await Pi1.EnrolledAsync();
        var before = Pi1.Credentials;
        var former = Hub.Service<Authorities>().Newest;
        Assert.Equal(("newest", "none"), (await Hub.StandingAsync("pi1"), await Hub.StandingAsync("nas")));

        var begun = await Hub.BeginAsync();
        Assert.Equal((former.Name, "former"), (begun.Former, await Hub.StandingAsync("pi1")));
        Assert.Null(await Pi1.ComesInAsync(1));
        Assert.Contains("nobody would hear pi1:", await Hub.FinishIsRefusedAsync(), StringComparison.Ordinal);

        await Pi1.LookAsync(Hub.Agents!);
        Assert.Equal(2, Pi1.Credentials.Authorities.Count);
        Assert.Equal("newest", await Hub.StandingAsync("pi1"));
        Assert.NotEqual(before.Certificate.SerialNumber, Pi1.Credentials.Certificate.SerialNumber);
        Assert.Null(await Pi1.ComesInAsync(2));

        Assert.Equal((begun.Newest, ""), (await Hub.FinishAsync()) is var ended ? (ended.Newest, ended.Former) : default);
        await Pi1.LookAsync(Hub.Agents!);
        Assert.Equal(begun.Newest, AuthorityName.Of(Assert.Single(Pi1.Credentials.Authorities).RawData));
        Assert.Null(await Pi1.ComesInAsync(3));
        Assert.NotNull(await Pi1.ComesInAsync(4, before));
    }

    [Fact]
    public async Task While_it_runs_the_status_says_since_when_how_far_it_is_and_for_whom_it_waits()
    {
        await Pi1.EnrolledAsync();
        using var nas = await new NodeUnderTest(Hub, "nas").EnrolledAsync();
        Assert.Null((await StatusAsync()).Rotation);

        var begun = await Hub.BeginAsync();
        await Pi1.LookAsync(Hub.Agents!);
        var rotation = (await StatusAsync()).Rotation;
        Assert.Equal((2, 1, "nas"), (rotation.Enrolled, rotation.Moved, Assert.Single(rotation.WaitsFor)));
        Assert.StartsWith("1 of 2 nodes moved; waiting for nas.", rotation.Sentence, StringComparison.Ordinal);
        Assert.Equal(begun.Rotation.SinceWallMs, rotation.SinceWallMs);
        Assert.InRange(Math.Abs((Pi1.Clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(rotation.SinceWallMs)).TotalMinutes), 0, 5);
        Assert.Contains($"\"sentence\":\"{rotation.Sentence}\"", await Hub.Http.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using (var again = Authorities.Open(Hub.StateDirectory))
        {
            Assert.Equal(Hub.Service<Authorities>().RotatingSince, again.RotatingSince);
        }

        Assert.Null((await Hub.FinishAsync("nas")).Rotation);
        Assert.Null((await StatusAsync()).Rotation);

        async Task<LabStatus> StatusAsync() => await Hub.Lab.GetStatusAsync(new GetStatusRequest(), cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_look_without_a_rotation_renews_nothing()
    {
        await Pi1.EnrolledAsync();
        var serial = Pi1.Credentials.Certificate.SerialNumber;
        await Pi1.LookAsync(Hub.Agents!);

        Assert.Equal(serial, Pi1.Credentials.Certificate.SerialNumber);
    }

    [Fact]
    public async Task A_stolen_certificate_of_a_node_that_never_moved_gets_in_until_the_end_and_not_after()
    {
        await Pi1.EnrolledAsync();
        var stolen = Pi1.Credentials;
        await Hub.BeginAsync();
        Assert.Null(await Pi1.ComesInAsync(1, stolen));
        using var running = await Pi1.OpenAsync(hello => hello.Incarnation = 2, stolen);
        await running.WelcomeAsync();

        Assert.Contains("never enrolled", await Hub.FinishIsRefusedAsync("nobody"), StringComparison.Ordinal);
        await Hub.FinishAsync("pi1");
        Assert.Equal("CertificateOver", (await running.RefusalAsync()).Code);
        Assert.NotNull(await Pi1.ComesInAsync(3, stolen));
        Assert.Equal("none", await Hub.StandingAsync("pi1"));

        await Pi1.EnrolledAsync();
        Assert.Null(await Pi1.ComesInAsync(4));
    }

    [Fact]
    public async Task A_stolen_key_of_the_former_authority_plays_coordinator_until_the_end_and_not_after()
    {
        await Pi1.EnrolledAsync();
        var former = Hub.Service<Authorities>().Newest;
        await using var thief = await new FalseCoordinator(former.SignForCoordinator(Pi1.Clock.GetUtcNow()), former.Certificate).StartAsync();
        await Hub.BeginAsync();
        await Pi1.LookAsync(Hub.Agents!);
        var ask = new NodeCertification(thief.Address, Pi1.File, Pi1.Marks, Pi1.Clock);
        await ask.Renew("pi1", Pi1.Credentials, TestContext.Current.CancellationToken);
        Assert.Single(thief.Told);

        await Hub.FinishAsync();
        await Pi1.LookAsync(Hub.Agents!);
        Assert.Contains("is not the coordinator", await ask.Renew("pi1", Pi1.Credentials, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Single(thief.Told);
    }

    [Fact]
    public async Task A_line_of_homelab_enroll_names_the_new_authority_as_soon_as_there_is_one()
    {
        var early = await Pi1.InvitedAsync();
        var begun = await Hub.BeginAsync();
        Assert.Contains("has another authority now. Nothing was sent", await Pi1.EnrolAsync(early), StringComparison.Ordinal);

        var token = await Pi1.InvitedAsync();
        Assert.Equal(begun.Newest, Convert.ToHexString(token.Authority));
        Assert.Equal("", await Pi1.EnrolAsync(token));
        Assert.Equal(2, Pi1.Credentials.Authorities.Count);
        Assert.Null(await Pi1.ComesInAsync(1));
        Assert.Equal("newest", await Hub.StandingAsync("pi1"));

        // Who holds only the former key cannot prove the new authority to a node that enrols.
        var former = Hub.Service<Authorities>().Established;
        await using var thief = await new FalseCoordinator(former.SignForCoordinator(Pi1.Clock.GetUtcNow()), Hub.Service<Authorities>().Newest.Certificate).StartAsync();
        using var nas = new NodeUnderTest(Hub, "nas");
        Assert.Contains("is not the coordinator", await nas.EnrolAsync(await nas.InvitedAsync(), thief.Address), StringComparison.Ordinal);
        Assert.Empty(thief.Told);
    }

    [Fact]
    public async Task A_node_that_was_off_the_whole_time_is_named_with_those_that_are_not()
    {
        await Pi1.EnrolledAsync();
        using var nas = await new NodeUnderTest(Hub, "nas").EnrolledAsync();
        await Hub.BeginAsync();
        await Pi1.LookAsync(Hub.Agents!);

        Assert.Contains("nobody would hear nas:", await Hub.FinishIsRefusedAsync(), StringComparison.Ordinal);
        Assert.Contains("nobody would hear nas:", await Hub.FinishIsRefusedAsync("pi1"), StringComparison.Ordinal);
        Assert.Equal(("newest", "former"), (await Hub.StandingAsync("pi1"), await Hub.StandingAsync("nas")));
        Assert.Null(await nas.ComesInAsync(1));
    }

    [Fact]
    public async Task One_rotation_runs_at_a_time_and_only_one_that_runs_is_ended()
    {
        Assert.Contains("no rotation to finish", await Hub.FinishIsRefusedAsync(), StringComparison.Ordinal);
        await Hub.BeginAsync();
        Assert.Contains("rotated already", (await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => Hub.BeginAsync())).Status.Detail, StringComparison.Ordinal);
        await Hub.FinishAsync();
        await Hub.BeginAsync();
    }

    [Fact]
    public async Task A_stream_that_began_under_the_former_authority_ends_with_it_and_its_node_comes_back()
    {
        await Pi1.EnrolledAsync();
        using var running = await Pi1.OpenAsync();
        await running.WelcomeAsync();
        await Hub.BeginAsync();
        await Pi1.LookAsync(Hub.Agents!);
        using var nas = await new NodeUnderTest(Hub, "nas").EnrolledAsync();
        using var other = await nas.OpenAsync();
        await other.WelcomeAsync();

        await Hub.FinishAsync();
        Assert.Equal("CertificateOver", (await running.RefusalAsync()).Code);
        Assert.Null(await Pi1.ComesInAsync(2));
        Assert.Equal("nas", Assert.Single(Hub.Service<UplinkSessions>().All(), session => session.Node == "nas").Node);
    }

    [Fact]
    public async Task While_an_outage_runs_nobody_is_parted_from_his_stream()
    {
        await Hub.BeginAsync();
        Hub.Service<OutageRunner>().Post(new OutageInput.OperatorAsked(OperatorWish.ShutDown, "ada", []) { Nodes = ["pi1"] });
        await Until.TrueAsync(() => Hub.Service<OutageLog>().State.IsRunning, TimeSpan.FromSeconds(10), "the outage");

        Assert.Contains("is not over", await Hub.FinishIsRefusedAsync(), StringComparison.Ordinal);
        Assert.True(Hub.Service<Authorities>().IsRotating);
    }

    [Fact]
    public async Task Who_rotated_and_whom_he_gave_up_is_in_the_audit_log()
    {
        await Pi1.EnrolledAsync();
        await Hub.BeginAsync();
        await Hub.FinishIsRefusedAsync();
        await Hub.FinishAsync("pi1");

        var lines = (await new PeopleApi.PeopleApiClient(Hub.Channel).ShowAuditAsync(new ShowAuditRequest(), cancellationToken: TestContext.Current.CancellationToken)).Lines;
        Assert.Equal(
            [("begin", "done"), ("finish", "refused"), ("finish pi1", "done")],
            lines.Where(line => line.What == "RotateAuthority").OrderBy(line => line.Number).Select(line => (line.Detail, line.Outcome.Split(':')[0])));
    }
}
