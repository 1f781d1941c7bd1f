using Homelab.TestKit.Labs;
using Homelab.TestKit.Systemd;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Outages;

/// <summary>The programs as users of their own under the shipped units, polkit beside them: what they need works, and nothing else.</summary>
public sealed class ANodeOfFewRights
{
    private const string Manager = "org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static readonly TestLab Lab = TestLab.Closet.With("tank: {on: [nas], tier: core}", "tank: {on: [nas], units: [tank.service], tier: core}") with { Units = ["tank.service"] };

    [Fact]
    [Trait("Run", "full")]
    public async Task Reads_what_there_is_stops_what_it_may_and_goes_down_and_comes_back()
    {
        await using var lab = await LabOfMachines.StartAsync(Lab);
        var (hub, nas) = (lab.Machines["hub"], lab.Machines["nas"]);
        await RunAsync(nas, "printf '[Service]\\nExecStart=sleep infinity\\n' >/run/systemd/system/tank.service; systemctl daemon-reload; systemctl start tank");
        await UnitsWithFewRights.HoldAsync(hub, "homelab-agent", "homelab-coordinator");
        await UnitsWithFewRights.HoldAsync(nas, "homelab-agent");
        await ReadsAsync(nas);
        await AsksAsync(nas);

        await RunAsync(nas, "systemctl start tank");
        await lab.MainsFailAsync(TimeSpan.FromSeconds(60));
        var (nasOff, hubOff) = (await nas.UntilOffAsync(), await hub.UntilOffAsync());
        Assert.True(nasOff.At < hubOff.At, $"nas was off at {nasOff.At}, hub at {hubOff.At}");
        var said = await nas.JournalAsync();
        var (stopped, down) = (said.IndexOf("Stopped tank.service", StringComparison.Ordinal), said.IndexOf("PoweringOff", StringComparison.Ordinal));
        Assert.True(stopped >= 0 && down > stopped, said);
        Assert.DoesNotContain("cannot be stopped", said, StringComparison.Ordinal);

        await lab.MainsReturnAsync();
        await Task.WhenAll(lab.BootAsync("hub"), lab.BootAsync("nas"));
        await lab.UntilConnectedAsync();
        await UnitsWithFewRights.HoldAsync(lab.Machines["nas"], "homelab-agent");
    }

    private static async Task ReadsAsync(SystemdMachine machine)
    {
        // The kernel's log, at the root of files: systemd-nspawn gives none. The machine's own agent leaves the pipe to this one.
        await RunAsync(machine, "systemctl stop homelab-agent; mkfifo /dev/kmsg; systemd-run --unit=log sh -c 'exec 3<>/dev/kmsg; printf \"3,1,1,-;I/O error, dev sda, sector 1\\n\" >&3; exec sleep infinity'");
        await RunAsync(machine, $"{AgentUnitOnce.Make("/etc/systemd/system/homelab-agent.service")}; systemctl start homelab-kernel-log; until grep -q wait_for_partner /proc/$(systemctl show --value --property=MainPID homelab-kernel-log)/wchan; do sleep 0.1; done; systemctl start {AgentUnitOnce.Name}");
        var outcomes = (await RunAsync(machine, $"cat {AgentUnitOnce.Said}")).Split('\n').Where(line => line.StartsWith("# collector", StringComparison.Ordinal)).ToList();
        Assert.True(outcomes.Count > 15, string.Join('\n', outcomes));
        Assert.All(outcomes, outcome => Assert.Matches(": (ok|nothing_here)", outcome));
        Assert.All((string[])["timesync", "kernel_log", "filesystems", "systemd", "storage"], name => Assert.Contains($"# collector {name}: ok", outcomes));
        await RunAsync(machine, "systemctl start homelab-agent");
        await Until.TrueAsync(async () => (await machine.RunAsync("test", "-e", "/run/homelab-agent/power.json")).ExitCode == 0, Bound, "the agent to keep what it knows");
    }

    private static async Task AsksAsync(SystemdMachine machine)
    {
        await AsAgentAsync(machine, isTaken: true, $"busctl call {Manager} StopUnit ss tank.service replace");
        await AsAgentAsync(machine, isTaken: true, $"busctl call {Manager} StartUnit ss tank.service replace");
        foreach (var denied in (string[])
        [
            $"busctl call {Manager} StopUnit ss dbus.service replace", $"busctl call {Manager} StartUnit ss debug-shell.service replace", $"busctl call {Manager} StartUnit ss -- -e.service replace",
            $"busctl call {Manager} KillUnit ssi tank.service all 9", $"busctl call {Manager} RestartUnit ss tank.service replace", $"busctl call {Manager} Reload", "systemd-run --no-ask-password --wait id",
            "busctl call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager Halt b false", "touch /etc/homelab/units", "cat /etc/homelab/secrets/rack-ups",
        ])
        {
            await AsAgentAsync(machine, isTaken: false, denied);
        }
    }

    private static async Task AsAgentAsync(SystemdMachine machine, bool isTaken, string command)
    {
        var asked = await machine.RunAsync("setpriv", "--reuid=homelab-agent", "--regid=homelab-agent", "--init-groups", "sh", "-c", command);
        Assert.True(asked.ExitCode == 0 == isTaken, $"{command}: {asked.Output}");
    }

    private static async Task<string> RunAsync(SystemdMachine machine, string script)
    {
        var done = await machine.RunAsync("sh", "-c", script);
        Assert.True(done.ExitCode == 0, $"{script}: {done.Output}");
        return done.StandardOutput;
    }
}
