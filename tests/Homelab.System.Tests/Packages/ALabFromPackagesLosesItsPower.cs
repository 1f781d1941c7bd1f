using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Homelab.System.Tests.Outages;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Network;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Systemd;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Packages;

/// <summary>
/// From the packages alone: enrolled machines, an outage, the orders over mutual TLS and logind's power-off under the units and polkit's rule. The UPS is read on hub's loopback only, so nas knows of the outage what its one
/// stream says, and nothing else.
/// </summary>
public sealed class ALabFromPackagesLosesItsPower
{
    private const string HoldsLease = "grep -q '\"lease\":{' /run/homelab-agent/power.json";

    [Fact]
    [Trait("Run", "full")]
    public async Task And_powers_off_in_order_whom_it_has_enrolled_and_tells_nothing_to_whom_it_revoked()
    {
        await using var lab = await TheLabFromPackages.BootAsync(["1"], "nas");
        var (hub, nas) = (lab.Hub, lab["nas"]);
        await InstallAsync(lab);
        await RefuseNasWithoutItsCertificateAsync(hub);
        await TellNothingToTheRevokedAsync(lab);
        await hub.EnrolAsync(nas, SwitchedNetwork.FirstAddress);
        await UntilNasAsync(hub, node => node.GetProperty("connected").GetBoolean(), "nas to be heard by its new certificate");
        await hub.UntilAsync("homelab status --json | grep -q '\"outagePhase\": \"\"'", "the first outage to be over");
        await UnitsWithFewRights.HoldAsync(hub, "homelab-agent", "homelab-coordinator");
        await UnitsWithFewRights.HoldAsync(nas, "homelab-agent");
        var agents = (Hub: await hub.ProcessOfAsync("homelab-agent"), Nas: await nas.ProcessOfAsync("homelab-agent"));

        await using var mains = new PlayedMains(lab.Ups);
        mains.Fail(TimeSpan.FromSeconds(30), TimeSpan.Zero);
        await nas.UntilAsync(HoldsLease, "nas to hold a lease");
        // Nothing cuts the UPS, so hub must not stay off (P26).
        var (nasOff, hubDown) = (await nas.UntilOffAsync(), await hub.UntilRebootAsync());

        Assert.True(nasOff.At < hubDown.At, $"nas was off at {nasOff.At}, hub down at {hubDown.At}");
        var (saidByHub, saidByNas) = (await hub.JournalAsync(), await nas.JournalAsync());
        OrderedAndDone(saidByHub, "nas", saidByNas, agents.Nas, "The system will power off now!");
        OrderedAndDone(saidByHub, "hub", saidByHub, agents.Hub, "The system will reboot now!");
    }

    private static async Task InstallAsync(TheLabFromPackages lab)
    {
        var (hub, nas) = (lab.Hub, lab["nas"]);
        foreach (var installed in (CommandResult[])
            [await hub.InstallAsync("1", PublishedProgram.Agent, PublishedProgram.Coordinator, PublishedProgram.Cli), await nas.InstallAsync("1", PublishedProgram.Agent)])
        {
            Assert.True(installed.ExitCode == 0, installed.Output);
        }

        await hub.StartCoordinatorAsync(TestLab.Closet.File.Replace("PORT", lab.Ups.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), "0.0.0.0:8442");
        foreach (var machine in (SystemdMachine[])[hub, nas])
        {
            await hub.EnrolAsync(machine, SwitchedNetwork.FirstAddress);
            await machine.ShellAsync("sed -i 's/^power_off: none$/power_off: logind/' /etc/homelab/agent.yaml && systemctl enable --now homelab-agent.service homelab-lease.path");
        }

        await UntilNasAsync(hub, node => node.GetProperty("connected").GetBoolean(), "nas to be heard");
        Assert.Contains("by a certificate until", (await NasAsync(hub)).GetProperty("trust").GetString(), StringComparison.Ordinal);
    }

    private static async Task RefuseNasWithoutItsCertificateAsync(SystemdMachine hub)
    {
        await hub.ShellAsync("""
            printf 'schema: 1\nnode: nas\nstate: /run/impostor/state\nruntime: /run/impostor/run\n' >/root/impostor.yaml
            systemd-run --unit=impostor --property=RuntimeDirectory='impostor/state impostor/run' homelab-agent --config /root/impostor.yaml
            """);
        await hub.UntilAsync("journalctl --unit=impostor | grep -q 'nas was enrolled, so it is taken only with its certificate'", "nas without its certificate to be refused");
        await hub.ShellAsync("systemctl stop impostor");
    }

    private static async Task TellNothingToTheRevokedAsync(TheLabFromPackages lab)
    {
        var (hub, nas) = (lab.Hub, lab["nas"]);
        await hub.ShellAsync("homelab revoke nas");
        await UntilNasAsync(hub, node => !node.GetProperty("connected").GetBoolean(), "nas not to be heard any more");
        await nas.UntilAsync("journalctl --unit=homelab-agent | grep -q 'nas was revoked'", "nas to say why");

        lab.Ups.Set(("ups.status", "OB DISCHRG"), ("battery.charge", "95"), ("battery.runtime", "3600"), ("ups.load", "20"));
        await hub.UntilAsync($"{HoldsLease} && journalctl --unit=homelab-coordinator | grep -q GraceOver", "hub to hold a lease for some beats");
        lab.Ups.Set(("ups.status", "OL CHRG"), ("battery.charge", "95"), ("battery.runtime", "3600"), ("ups.load", "20"));
        await hub.UntilAsync($"! {HoldsLease}", "the lease of hub to end");
        await nas.ShellAsync($"test -s /run/homelab-agent/power.json && ! {HoldsLease}");
        Assert.DoesNotContain("PoweringOff", await nas.JournalAsync(), StringComparison.Ordinal);
    }

    /// <summary>The order that the audit log names, taken by the unit's own process, and done by logind, which asks polkit for nobody who is root.</summary>
    private static void OrderedAndDone(string saidByHub, string node, string said, string agent, string done)
    {
        var ordered = Regex.Match(saidByHub, $@"StepOrdered outage \S+: {node}\. (?<why>.*): done \(audit line ");
        Assert.True(ordered.Success, saidByHub);
        Assert.Matches(
            $@"(?s) homelab-agent\[{agent}\]: [^\n]*PoweringOff: Powers off: {Regex.Escape(ordered.Groups["why"].Value)}\..*'org\.freedesktop\.PolicyKit1'[^\n]* requested by [^\n]*systemd-logind.* systemd-logind\[\d+\]: {done}", said);
        Assert.DoesNotContain("ran out", said, StringComparison.Ordinal);
    }

    private static Task UntilNasAsync(SystemdMachine hub, Predicate<JsonElement> holds, string what) => Until.TrueAsync(async () => holds(await NasAsync(hub)), TimeSpan.FromMinutes(1), what);

    private static async Task<JsonElement> NasAsync(SystemdMachine hub)
    {
        using var nodes = JsonDocument.Parse((await hub.RunAsync("homelab", "nodes", "--json")).StandardOutput);
        return nodes.RootElement.GetProperty("nodes").EnumerateArray().Single(node => node.GetProperty("name").GetString() == "nas").Clone();
    }
}
