using System.Net;
using System.Security.Cryptography.X509Certificates;
using Homelab.Agent.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Trust;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>The coordinator's state comes back from a backup that is older than the last renewals of its nodes: nobody is locked out by that (P3), and what was superseded is not let in by it.</summary>
public sealed class ABookFromAnOldBackup : OneNodeAndItsCoordinator
{
    private static readonly TimeSpan s_toRenewal = TimeSpan.FromDays(21);

    private readonly TempFolder _backup = new();
    private readonly WallClock _wall = new();

    private protected override TimeProvider Time => _wall;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _backup.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hears_a_node_by_the_certificate_that_it_does_not_know_renews_it_and_says_that_it_is_old(bool hasNoClock)
    {
        await Pi1.EnrolledAsync();
        BackUp();
        var renewed = await RenewedAsync();
        _wall.Now = hasNoClock ? DateTimeOffset.UnixEpoch : _wall.Now;

        await using var restored = await RestoredAsync();
        using var there = On(restored, renewed);
        Assert.Null(await there.ComesInAsync(1));
        Assert.Contains("pi1 has a certificate of", Assert.Single(await WarningsAsync(restored)), StringComparison.Ordinal);

        _wall.Now = renewed.Life.From + s_toRenewal;
        await there.LookAsync(restored.Agents!);
        Assert.NotEqual(renewed.Certificate.SerialNumber, there.Credentials.Certificate.SerialNumber);
        Assert.Null(await there.ComesInAsync(2));
        // It stands until somebody has looked.
        File.Delete(Path.Combine(restored.StateDirectory, OlderState.FileName));
        Assert.Empty(await WarningsAsync(restored));
        Assert.NotNull(await there.ComesInAsync(3, renewed));
    }

    [Fact]
    public async Task Renews_it_too_where_that_is_the_first_that_it_hears_of_the_node()
    {
        await Pi1.EnrolledAsync();
        BackUp();
        var renewed = await RenewedAsync();
        await using var restored = await RestoredAsync();
        using var there = On(restored, renewed);

        _wall.Now += s_toRenewal;
        await there.LookAsync(restored.Agents!);
        Assert.NotEqual(renewed.Certificate.SerialNumber, there.Credentials.Certificate.SerialNumber);
        Assert.Null(await there.ComesInAsync(1));
    }

    [Fact]
    public async Task Refuses_one_that_was_superseded_before_the_backup_and_a_node_that_was_revoked_by_then()
    {
        await Pi1.EnrolledAsync();
        var stolen = Pi1.Credentials;
        _wall.Now += TimeSpan.FromDays(1);
        await Pi1.EnrolledAsync();
        using var nas = await new NodeUnderTest(Hub, "nas", _wall).EnrolledAsync();
        await Hub.Lab.RevokeNodeAsync(new RevokeNodeRequest { Node = "nas", By = "alex" }, cancellationToken: TestContext.Current.CancellationToken);
        BackUp();

        await using var restored = await RestoredAsync();
        using var thief = On(restored, stolen);
        Assert.Equal("Superseded", await RefusedAsync(thief));
        using var gone = On(restored, nas.Credentials, "nas");
        Assert.Equal("Revoked", await RefusedAsync(gone));
        Assert.DoesNotContain(await WarningsAsync(restored), warning => warning.Contains("older than what it did once", StringComparison.Ordinal));
    }

    /// <summary>What was superseded since the backup counts again, as what was revoked does, but no longer than until its node comes.</summary>
    [Fact]
    public async Task Ends_the_stream_of_one_that_was_superseded_since_the_backup_when_its_node_comes()
    {
        await Pi1.EnrolledAsync();
        BackUp();
        var stolen = await RenewedAsync();
        var present = await RenewedAsync();
        await using var restored = await RestoredAsync();
        using var thief = On(restored, stolen);
        using var running = await thief.OpenAsync();
        await running.WelcomeAsync();

        using var there = On(restored, present);
        await Until.TrueAsync(async () => await there.ComesInAsync(2) is null, TimeSpan.FromSeconds(15), "the node to be heard");
        Assert.Equal("Superseded", (await running.RefusalAsync()).Code);
        Assert.Equal("Superseded", await RefusedAsync(thief));
    }

    private static async Task<string> RefusedAsync(NodeUnderTest node)
    {
        using var agent = await node.OpenAsync(hello => hello.Incarnation = 9);
        return (await agent.RefusalAsync()).Code;
    }

    private static async Task<IReadOnlyList<string>> WarningsAsync(CoordinatorUnderTest coordinator) =>
        (await coordinator.Lab.GetStatusAsync(new GetStatusRequest(), cancellationToken: TestContext.Current.CancellationToken)).Warnings;

    private async Task<Credentials> RenewedAsync()
    {
        var before = Pi1.Credentials.Certificate.SerialNumber;
        _wall.Now += s_toRenewal;
        await Pi1.LookAsync(Hub.Agents!);
        Assert.NotEqual(before, Pi1.Credentials.Certificate.SerialNumber);
        return Pi1.Credentials;
    }

    private void BackUp() => Copy(Path.Combine(Hub.StateDirectory, AuthorityFile.Directory), _backup.Path);

    private Task<CoordinatorUnderTest> RestoredAsync() => CoordinatorUnderTest.StartAsync(
        prepare: state =>
        {
            Copy(_backup.Path, Path.Combine(state, AuthorityFile.Directory));
            return Task.CompletedTask;
        },
        agents: IPAddress.Loopback,
        time: _wall);

    /// <summary>The same machine, whose coordinator was restored.</summary>
    private NodeUnderTest On(CoordinatorUnderTest restored, Credentials credentials, string name = "pi1")
    {
        var node = new NodeUnderTest(restored, name, _wall);
        node.File.Prepare();
        node.File.Write(string.Join('\n', [credentials.Certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), credentials.Certificate.ExportCertificatePem(), .. credentials.Authorities.Select(authority => authority.ExportCertificatePem())]));
        return node;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
