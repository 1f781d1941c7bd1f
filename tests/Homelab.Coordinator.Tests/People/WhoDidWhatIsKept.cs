using System.Net;
using Homelab.Agent.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Audit;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Cli;
using Homelab.Coordinator.Tests.Trust;
using Homelab.Domain.People;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;
using static Homelab.Coordinator.Tests.People.SignedIn;

namespace Homelab.Coordinator.Tests.People;

/// <summary>The audit log of a whole coordinator: what gets into it, and what of a change of it shows.</summary>
public sealed class WhoDidWhatIsKept : IAsyncLifetime
{
    private CoordinatorUnderTest _coordinator = null!;
    private string _admin = "";

    private string LogFile => Path.Combine(_coordinator.StateDirectory, AuditFile.FileName);

    public async ValueTask InitializeAsync()
    {
        _coordinator = await CoordinatorUnderTest.StartAsync();
        _admin = await _coordinator.AdminAsync();
    }

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task Each_change_with_who_from_where_on_what_and_what_came_of_it()
    {
        var viewer = await _coordinator.UserAsync(_admin, "vic", "viewer");
        await CodeOf(options => _coordinator.Lab.SetMaintenanceAsync(new SetMaintenanceRequest { Node = "pi1", ForMs = 60_000, By = "eve" }, options), _admin);
        await CodeOf(options => _coordinator.Lab.SetMaintenanceAsync(new SetMaintenanceRequest { Node = "pi9", By = "eve" }, options), _admin);
        await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/power/shutdown", viewer, new { lab = true, by = "ada" });
        await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/users/vic/role", _admin, new { role = "operator" });
        await _coordinator.Http.RestAsync(HttpMethod.Get, "/api/v1/status", viewer);

        var lines = await Lines(8);
        Assert.Equal(
            [
                "somebody |  | AddUser ada as admin: done",
                "ada |  | Login : done",
                "ada | token login | AddUser vic as viewer: done",
                "vic |  | Login : done",
                "ada | token login | SetMaintenance pi1 for 1m: done",
                "ada | token login | SetMaintenance pi9 for 0s: refused: The lab has no node \"pi9\". It has hub, pi1, nas.",
                "vic | token login | AskPower shutdown: refused: vic (token login) is viewer, and this takes operator.",
                "ada | token login | SetRole vic as operator: done",
            ],
            lines.Select(line => $"{line.Who} | {line.Means} | {line.What} {line.Detail}: {line.Outcome}"));
        Assert.All(lines, line => Assert.Equal("127.0.0.1", line.From));
    }

    [Fact]
    public async Task What_the_engine_orders_stands_there_as_the_engines_and_a_preview_does_not()
    {
        await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/power/shutdown", _admin, new { nodes = new[] { "pi1" }, preview = true });
        await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/power/shutdown", _admin, new { nodes = new[] { "pi1" } });
        await Until.TrueAsync(() => _coordinator.Service<AuditLog>().Last(50).Any(line => line.What == "AskPower"), TimeSpan.FromSeconds(10), "the order in the log");
        var lines = _coordinator.Service<AuditLog>().Last(50);
        Assert.Contains(lines, line => line is { Who: "engine", What: "OutageOpened", From: "" } && line.Detail.Contains("asked by ada", StringComparison.Ordinal));
        Assert.Equal("shutdown pi1", Assert.Single(lines, line => line.What == "AskPower").Detail);
    }

    /// <summary>Whoever copied a node's key shows by a renewal that the node did not make.</summary>
    [Fact]
    public async Task That_a_node_enrolled_and_had_its_certificate_renewed_stands_there_as_the_engines()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync(agents: IPAddress.Loopback);
        using var node = await new NodeUnderTest(coordinator, "pi1").EnrolledAsync();
        Assert.Equal("", await new NodeCertification(coordinator.Agents!, node.File, node.Marks, node.Clock).Renew("pi1", node.Credentials, TestContext.Current.CancellationToken));

        List<AuditEntry> Renewals() => [.. coordinator.Service<AuditLog>().Last(50).Where(line => line is { Who: "engine", What: "CertificateRenewed" })];
        await Until.TrueAsync(() => Renewals().Count > 0, TimeSpan.FromSeconds(10), "the renewal in the log");
        Assert.StartsWith("pi1 was enrolled from 127.0.0.1", Assert.Single(coordinator.Service<AuditLog>().Last(50), line => line is { Who: "engine", What: "NodeEnrolled" }).Detail, StringComparison.Ordinal);
        Assert.StartsWith("pi1 has a new certificate, good until ", Assert.Single(Renewals()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_gets_into_it()
    {
        await _coordinator.People().CreateTokenAsync(new CreateTokenRequest { Name = "prometheus", PresentPassword = Password }, By(_admin), cancellationToken: TestContext.Current.CancellationToken);
        await _coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/session", null, new { name = Password, password = Password });
        await Lines(4);
        var kept = await File.ReadAllTextAsync(LogFile, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Password, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(_admin, kept, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(LogFile).UnixFileMode);
    }

    [Fact]
    public async Task Only_an_admin_reads_it()
    {
        var viewer = await _coordinator.UserAsync(_admin, "vic", "viewer");
        Assert.Equal(HttpStatusCode.Forbidden, await _coordinator.Http.RestAsync(HttpMethod.Get, "/api/v1/audit", viewer));
        Assert.Equal(HttpStatusCode.OK, await _coordinator.Http.RestAsync(HttpMethod.Get, "/api/v1/audit?last=3", _admin));
        Assert.Equal(HttpStatusCode.OK, await _coordinator.Http.RestAsync(HttpMethod.Get, "/api/v1/audit/verdict", _admin));
        Assert.Equal(HttpStatusCode.BadRequest, await _coordinator.Http.RestAsync(HttpMethod.Get, "/api/v1/audit?last=100000", _admin));
    }

    /// <summary>Whoever can write the file could change a line without the chain, and cannot with it; nor the last line while the coordinator runs.</summary>
    [Fact]
    public async Task A_line_that_was_changed_shows_and_from_where_on()
    {
        await _coordinator.UserAsync(_admin, "vic", "viewer");
        await Lines(4);
        Assert.Equal((0, "HOLDS  The chain holds: 6 lines."), await Verdict());

        var kept = await File.ReadAllLinesAsync(LogFile, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(LogFile, [.. kept[..3], kept[3].Replace("ada", "eve", StringComparison.Ordinal), .. kept[4..]], TestContext.Current.CancellationToken);
        Assert.Equal("ada", AuditJson.Read(kept[3])!.Who);
        Assert.Equal("eve", _coordinator.Service<AuditLog>().Last(50)[3].Who);
        Assert.Equal((1, "BROKEN  The chain is broken from line 5 on: line 4 was changed"), await Verdict());

        await File.WriteAllLinesAsync(LogFile, [.. kept[..5], kept[5].Replace("vic", "eve", StringComparison.Ordinal)], TestContext.Current.CancellationToken);
        Assert.Equal((1, "BROKEN  The end of the log is not what this coordinator wrote last: line 6 was changed"), await Verdict());

        var copy = await CommandRun.Of(null, "audit", "verify", "--file", LogFile, "--noted", AuditChain.Hash(kept[5]));
        Assert.Equal(1, copy.ExitCode);
        await File.WriteAllLinesAsync(LogFile, kept, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await CommandRun.Of(null, "audit", "verify", "--file", LogFile, "--noted", AuditChain.Hash(kept[5]))).ExitCode);
        Assert.Contains(": AddUser vic as viewer: done", (await Run("audit", "show")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_outlives_the_process()
    {
        await Lines(2);
        await _coordinator.StopAsync();
        var (kept, users) = (await File.ReadAllBytesAsync(LogFile, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(_coordinator.StateDirectory, AccountBook.Directory, AccountBook.FileName), TestContext.Current.CancellationToken));
        await using var next = await CoordinatorUnderTest.StartAsync(prepare: async state =>
        {
            Directory.CreateDirectory(Path.Combine(state, AccountBook.Directory));
            await File.WriteAllBytesAsync(Path.Combine(state, AuditFile.FileName), kept);
            await File.WriteAllBytesAsync(Path.Combine(state, AccountBook.Directory, AccountBook.FileName), users);
        });
        await CodeOf(options => next.Lab.SetMaintenanceAsync(new SetMaintenanceRequest { Node = "pi1" }, options), _admin);
        await Until.TrueAsync(() => next.Service<AuditLog>().Last(50).Any(line => line is { Number: >= 3, What: "SetMaintenance" }), TimeSpan.FromSeconds(10), "the next line");
        Assert.Null(next.Service<AuditLog>().Verify(null).BrokenFrom);
    }

    /// <summary>After what the start itself left.</summary>
    private async Task<IReadOnlyList<AuditEntry>> Lines(int count)
    {
        List<AuditEntry> lines = [];
        await Until.TrueAsync(() => (lines = [.. _coordinator.Service<AuditLog>().Last(50).SkipWhile(line => line.Who == AccountRules.Engine)]).Count >= count, TimeSpan.FromSeconds(10), $"{count} lines of the log");
        return lines;
    }

    private async Task<(int ExitCode, string Said)> Verdict()
    {
        var run = await Run("audit", "verify");
        return (run.ExitCode, run.Out.Split(',')[0].Replace(" To be sure of them later", "", StringComparison.Ordinal));
    }

    private Task<CommandRun> Run(params string[] arguments) => CommandRun.In(
        new Dictionary<string, string> { ["HOMELAB_COORDINATOR"] = _coordinator.Uplink.ToString(), ["HOMELAB_TOKEN"] = _admin }, "", arguments);
}
