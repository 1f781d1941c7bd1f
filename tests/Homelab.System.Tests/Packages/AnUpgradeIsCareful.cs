using Homelab.TestKit.Processes;

namespace Homelab.System.Tests.Packages;

/// <summary>What the maintainer scripts of the packages refuse, keep and take away.</summary>
[Collection(PackagesOfStandIns.Shared)]
public sealed class AnUpgradeIsCareful(PackagesOfStandIns packages)
{
    private const string Bad = "/etc/homelab/lab.yaml:3:1: error HL0101 lab: the text is not YAML. Correct it.";

    private static readonly string[] Upgrade = ["upgrade", "1", "2"];

    [Theory]
    [InlineData("preinst", "upgrade")]
    [InlineData("prerm", "remove")]
    public async Task While_the_agent_holds_a_lease_it_is_refused_unless_the_operator_insists(string script, string what)
    {
        foreach (var (file, text) in ((string, string)[])[("/run/homelab-agent/lease", ""), ("/run/homelab-agent/power.json", "{\"bootId\":\"b\",\"lease\":{\"outageId\":\"o\"}}")])
        {
            using var agent = await MaintainerScripts.OfAsync(PublishedProgram.Agent, packages);
            agent.WithFile(file, text);
            var refused = await agent.RunAsync(script, [what, "1"]);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("holds a power lease", refused.StandardError, StringComparison.Ordinal);
            Assert.Empty(agent.Calls);
            Assert.Equal(0, (await agent.RunAsync(script, [what, "1"], "HOMELAB_ON_BATTERY=go-on")).ExitCode);
        }
    }

    [Fact]
    public async Task Without_a_lease_it_goes_on_and_says_so_only_where_no_agent_runs()
    {
        using var agent = await MaintainerScripts.OfAsync(PublishedProgram.Agent, packages);
        agent.WithFile("/run/homelab-agent/power.json", "{\"bootId\":\"b\",\"lease\":null}");
        Assert.Equal((0, ""), await Said(agent));
        agent.With("systemctl", "exit 3");
        var (code, said) = await Said(agent);
        Assert.Equal(0, code);
        Assert.Contains("not known here (no agent runs here)", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"outagePhase\": \"\", \"state\": \"ON_LINE\"", 0, "")]
    [InlineData("\"outagePhase\": \"\", \"state\": \"ON_BATTERY\"", 1, "on battery")]
    [InlineData("\"outagePhase\": \"Stopping\", \"state\": \"ON_LINE\"", 1, "are being stopped")]
    [InlineData("\"outagePhase\": \"Returning\", \"state\": \"ON_LINE\"", 1, "or started")]
    [InlineData("homelab: say who you are: homelab login", 0, "not known here (the coordinator did not answer: homelab: say who you are")]
    public async Task Where_the_coordinator_leaves_no_notice_it_is_refused_by_what_it_says(string answer, int code, string sentence)
    {
        using var coordinator = await MaintainerScripts.OfAsync(PublishedProgram.Coordinator, packages);
        coordinator.WithFile("/etc/homelab/coordinator.yaml", "schema: 1\nuplink: \"127.0.0.1:9441\" # here\n").With("homelab", $"echo '{answer}'");
        var (exit, said) = await Said(coordinator);
        Assert.Equal(code, exit);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Equal(sentence.Length == 0, said.Length == 0);
        Assert.Equal(["homelab status --json --coordinator http://127.0.0.1:9441"], coordinator.Calls);
    }

    [Theory]
    [InlineData("", "quiet", 0, "")]
    [InlineData("", "busy: on battery: rack-ups", 1, "the coordinator says: on battery: rack-ups")]
    [InlineData("", "busy: being started again after an outage: nas", 1, "nas")]
    [InlineData("", "unknown: nothing fresh is known of rack-ups", 0, "not known here (nothing fresh is known of rack-ups)")]
    [InlineData("runtime: /run/elsewhere\n", "busy: an outage runs (Stopping)", 1, "an outage runs (Stopping)")]
    public async Task Root_needs_no_token_for_what_the_coordinator_left_in_its_runtime_directory(string configured, string notice, int code, string sentence)
    {
        using var coordinator = await MaintainerScripts.OfAsync(PublishedProgram.Coordinator, packages);
        coordinator.WithFile("/etc/homelab/coordinator.yaml", $"schema: 1\n{configured}").With("homelab", "echo 'homelab: say who you are: homelab login'");
        coordinator.WithFile($"{(configured.Length > 0 ? "/run/elsewhere" : "/run/homelab-coordinator")}/power", $"{notice}\n");
        var (exit, said) = await Said(coordinator);
        Assert.Equal(code, exit);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Equal(sentence.Length == 0, said.Length == 0);
        Assert.Empty(coordinator.Calls);
        Assert.Equal(code, (await coordinator.RunAsync("prerm", ["remove"])).ExitCode);
        Assert.Equal(0, (await coordinator.RunAsync("preinst", Upgrade, "HOMELAB_ON_BATTERY=go-on")).ExitCode);
    }

    [Fact]
    public async Task A_configuration_that_the_new_program_does_not_read_leaves_the_old_one_running()
    {
        using var coordinator = await MaintainerScripts.OfAsync(PublishedProgram.Coordinator, packages);
        coordinator.Checking("homelab-coordinator", 3, Bad);
        var kept = await coordinator.RunAsync("postinst", ["configure", "1"]);
        Assert.Equal(1, kept.ExitCode);
        Assert.Contains(Bad, kept.StandardError, StringComparison.Ordinal);
        Assert.Contains("The old one runs on", kept.StandardError, StringComparison.Ordinal);
        Assert.Contains("dpkg --configure homelab-coordinator", kept.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain(coordinator.Calls, call => call.StartsWith("deb-systemd-invoke", StringComparison.Ordinal));

        coordinator.Checking("homelab-coordinator", 0, "");
        Assert.Equal(0, (await coordinator.RunAsync("postinst", ["configure", "1"])).ExitCode);
        Assert.Contains("deb-systemd-invoke restart homelab-coordinator.service", coordinator.Calls);
    }

    [Theory]
    [InlineData(3, "The certificate of pi1 ended on 2026-01-01.", true)]
    [InlineData(134, "Aborted", false)]
    public async Task A_certificate_that_ended_is_no_reason_not_to_restart_and_a_program_that_does_not_run_is(int code, string says, bool restarts)
    {
        using var agent = await MaintainerScripts.OfAsync(PublishedProgram.Agent, packages);
        agent.Checking("homelab-agent", code, says);
        Assert.Equal(restarts ? 0 : 1, (await agent.RunAsync("postinst", ["configure", "1"])).ExitCode);
        Assert.Equal(restarts, agent.Calls.Contains("deb-systemd-invoke restart homelab-agent.service"));
    }

    [Fact]
    public async Task A_first_installation_starts_nothing()
    {
        using var agent = await MaintainerScripts.OfAsync(PublishedProgram.Agent, packages);
        Assert.Equal(0, (await agent.RunAsync("postinst", ["configure"])).ExitCode);
        Assert.DoesNotContain(agent.Calls, call => call.StartsWith("deb-systemd", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Devices_that_are_there_already_get_their_groups_at_once()
    {
        using var agent = await MaintainerScripts.OfAsync(PublishedProgram.Agent, packages);
        agent.With("udevadm", "");
        Assert.Equal(0, (await agent.RunAsync("postinst", ["configure"])).ExitCode);
        Assert.DoesNotContain(agent.Calls, call => call.StartsWith("udevadm", StringComparison.Ordinal));

        agent.WithFile("/run/udev/control");
        Assert.Equal(0, (await agent.RunAsync("postinst", ["configure"])).ExitCode);
        var calls = agent.Calls.ToList();
        Assert.InRange(calls.IndexOf("udevadm control --reload"), calls.FindIndex(call => call.StartsWith("systemd-sysusers", StringComparison.Ordinal)) + 1, calls.Count);
        Assert.Contains("udevadm trigger --action=change --settle --subsystem-match=i2c-dev --subsystem-match=gpio", calls);
    }

    [Fact]
    public async Task A_removal_keeps_state_and_configuration_and_a_purge_takes_both_but_the_lab_file()
    {
        string[] own = ["/var/lib/homelab-coordinator/trust/ca.pem", "/etc/homelab/coordinator.yaml"];
        using var coordinator = await MaintainerScripts.OfAsync(PublishedProgram.Coordinator, packages);
        coordinator.WithFile(own[0]).WithFile(own[1]).WithFile("/etc/homelab/lab.yaml").WithFile("/var/lib/homelab-agent/outbox.db");
        Assert.Equal(0, (await coordinator.RunAsync("postrm", ["remove"])).ExitCode);
        Assert.All(own, path => Assert.True(File.Exists(coordinator.At(path)), path));
        Assert.Equal(0, (await coordinator.RunAsync("postrm", ["purge"])).ExitCode);
        Assert.All(own, path => Assert.False(File.Exists(coordinator.At(path)), path));
        Assert.True(File.Exists(coordinator.At("/etc/homelab/lab.yaml")));
        Assert.True(File.Exists(coordinator.At("/var/lib/homelab-agent/outbox.db")));
    }

    private static async Task<(int Code, string Said)> Said(MaintainerScripts scripts)
    {
        var ran = await scripts.RunAsync("preinst", Upgrade);
        return (ran.ExitCode, ran.StandardError);
    }
}
