using System.Net;
using Homelab.Coordinator.Audit;
using Homelab.Coordinator.Lab;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Compatibility;
using Homelab.Domain.People;
using Homelab.Files;
using Homelab.Files.Programs;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.People;

/// <summary>The audit log over several runs of a coordinator: its starts and ends, and what became of its two files in between.</summary>
public sealed class WhatChangedWhileItDidNotRun : IDisposable
{
    private static readonly string s_other = CoordinatorUnderTest.LabText
        .Replace("mode: observe", "mode: armed", StringComparison.Ordinal)
        .Replace("stop: 90s", "stop: 60s", StringComparison.Ordinal)
        .Replace("  ingress: {on: [pi1], needs: [dns], tier: home, units: [caddy.service]}", "  cloud: {on: [nas], tier: home, units: [cloud.service]}", StringComparison.Ordinal);

    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();

    private string State => _folder.At("state");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_first_start_says_its_version_the_lab_and_that_it_made_the_authority_and_a_second_only_that_it_starts()
    {
        var first = await Run(agents: true);
        Assert.Equal(["CoordinatorStarted", "AuthorityMade", "LabTaken", "CoordinatorEnded"], first.Select(line => line.What));
        Assert.All(first, line => Assert.Equal(AccountRules.Engine, line.Who));
        Assert.StartsWith("Version 0.1.0", first[0].Detail, StringComparison.Ordinal);
        Assert.StartsWith("The lab file was taken up at the start: nodes 3, feeds 2, services 3, mode observe; no earlier one is known. SHA-256 ", first[2].Detail, StringComparison.Ordinal);

        Assert.Equal(["CoordinatorStarted", "CoordinatorEnded"], (await Run(agents: true)).Select(line => line.What));
    }

    [Fact]
    public async Task A_lab_that_was_changed_in_between_is_said_with_its_digest_and_what_is_new_gone_and_changed()
    {
        await Run();
        var line = Assert.Single(await Run(s_other), line => line.What == "LabTaken");
        Assert.Equal(
            "The lab file was taken up at the start: nodes 3, feeds 2, services 3, mode armed; 1 new (services.cloud), 1 gone (services.ingress), 2 changed (mode, nodes.nas.stop). "
            + $"SHA-256 {Sha256Of(s_other)}.",
            line.Detail);
    }

    [Fact]
    public async Task A_setting_of_its_own_file_is_said_by_its_key_and_not_by_its_value()
    {
        await Run(configure: file => file with { HistoryQuotaBytes = 4711L << 20 });
        var line = Assert.Single(await Run(configure: file => file with { HistoryQuotaBytes = 4712L << 20 }), line => line.What == "SettingsChanged");
        Assert.Equal("The coordinator's own file says otherwise than at the last start: 1 changed (history_quota).", line.Detail);

        var kept = await File.ReadAllTextAsync(Path.Combine(State, LastRunFile.FileName), TestContext.Current.CancellationToken);
        Assert.DoesNotContain($"{4712L << 20}", kept, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(Path.Combine(State, LastRunFile.FileName)).UnixFileMode);
    }

    [Fact]
    public async Task What_was_taken_up_while_it_ran_is_said_then_and_not_again_at_the_next_start()
    {
        var first = await Run(during: async hub =>
        {
            hub.Service<LabHolder>().Offer(LabFile.Parse(s_other, "lab.yaml"));
            await Until.TrueAsync(
                () => File.ReadAllText(Path.Combine(State, LastRunFile.FileName)).Contains(Sha256Of(s_other), StringComparison.Ordinal), TimeSpan.FromSeconds(10), "the new lab is kept");
        });
        Assert.Contains(first, line => line.What == "LabTaken" && line.Detail.Contains("1 new (services.cloud)", StringComparison.Ordinal));
        Assert.DoesNotContain(await Run(s_other), line => line.What == "LabTaken");
    }

    [Fact]
    public async Task A_log_that_an_earlier_version_began_goes_on_in_its_chain()
    {
        await KeptState.PutInto(Directory.CreateDirectory(State).FullName, "0.1");
        var earlier = await File.ReadAllLinesAsync(Path.Combine(State, AuditFile.FileName), TestContext.Current.CancellationToken);
        Assert.All(earlier, line => Assert.NotNull(AuditJson.Read(line)));
        var later = await Run();
        Assert.Equal((earlier.Length + 1, "CoordinatorStarted"), (later[0].Number, later[0].What));
        var all = await File.ReadAllLinesAsync(Path.Combine(State, AuditFile.FileName), TestContext.Current.CancellationToken);
        Assert.Equal(earlier, all[..earlier.Length]);
        Assert.Null(AuditChain.Verify(all).BrokenFrom);
    }

    /// <summary>From a start to an end in order.</summary>
    /// <returns>What it left in the log.</returns>
    private async Task<List<AuditEntry>> Run(
        string? lab = null, bool agents = false, Func<CoordinatorFileConfig, CoordinatorFileConfig>? configure = null, Func<CoordinatorUnderTest, Task>? during = null)
    {
        var log = Path.Combine(Directory.CreateDirectory(State).FullName, AuditFile.FileName);
        var before = File.Exists(log) ? (await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken)).Length : 0;
        await using (var hub = await CoordinatorUnderTest.StartAsync(lab, configure: file => (configure?.Invoke(file) ?? file) with
        {
            // The same at each start, for what differs would be said.
            StateDirectory = State, RuntimeDirectory = _folder.At("run"), LabFile = "/lab.yaml", SecretsDirectory = "/secrets", Agents = agents ? new(IPAddress.Loopback, _port) : null,
        }))
        {
            await (during?.Invoke(hub) ?? Task.CompletedTask);
        }

        return [.. (await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken)).Skip(before).Select(line => AuditJson.Read(line)!)];
    }

    private static string Sha256Of(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
