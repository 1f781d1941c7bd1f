using Homelab.TestKit.Processes;

namespace Homelab.System.Tests.Packages;

/// <summary>The way of docs/install.md under a real systemd, with dpkg and nothing from a network.</summary>
public sealed class ALabIsInstalledFromPackages
{
    private static readonly string[] All = [PublishedProgram.Agent, PublishedProgram.Coordinator, PublishedProgram.Cli];

    private static readonly string[] Services = ["homelab-agent.service", "homelab-coordinator.service"];

    [Fact]
    [Trait("Run", "full")]
    public async Task And_keeps_what_it_knows_until_it_is_purged()
    {
        await using var lab = await TheLabFromPackages.BootAsync(["1", "2", "3", "4"]);
        await Install(lab);
        await TakeASecretThatOnlySystemdMayRead(lab);
        await Upgrade(lab);
        await KeepTheOldOneWhereTheConfigurationIsNotRead(lab);
        await RefuseOnBattery(lab);
        await RemoveAndInstallAgain(lab);
        await Purge(lab);
    }

    private static async Task Install(TheLabFromPackages lab)
    {
        var installed = await lab.InstallAsync("1", All);
        Assert.True(installed.ExitCode == 0, installed.Output);
        foreach (var service in Services)
        {
            Assert.Equal("0", await lab.ProcessOfAsync(service));
        }

        await lab.Hub.StartCoordinatorAsync($$"""
            schema: 1
            lab: one
            time_zone: Europe/Berlin
            mode: armed
            feeds:
              rack-ups: {nut: "ups@127.0.0.1:{{lab.Ups.Port}}"}
            nodes:
              hub: {feeds: [rack-ups], coordinator: true, stop: 2s, start: power}
            policy: {grace: 5m, margin: 2s, debounce: 2s, poll: 500ms}
            """, "127.0.0.1:8442");
        await lab.Hub.EnrolAsync(lab.Hub, "127.0.0.1");
        await lab.ShellAsync("systemctl enable --now homelab-agent.service homelab-lease.path");
        await lab.UntilConnectedAsync();
    }

    private static async Task TakeASecretThatOnlySystemdMayRead(TheLabFromPackages lab)
    {
        await lab.ShellAsync($$"""
            sed -i 's|{nut: "ups@127.0.0.1:{{lab.Ups.Port}}"}|{nut: "ups@127.0.0.1:{{lab.Ups.Port}}", user: primary, password: "secret:rack-ups"}|' /etc/homelab/lab.yaml
            echo first | install -m 600 /dev/stdin /root/rack-ups
            systemctl restart homelab-coordinator
            """);
        await lab.UntilConnectedAsync();
        Assert.Contains("the password of primary cannot be had", (await lab.TryAsync("homelab", "drill")).Output, StringComparison.Ordinal);

        await lab.ShellAsync("""
            mkdir -p /etc/systemd/system/homelab-coordinator.service.d
            printf '[Service]\nLoadCredential=rack-ups:/root/rack-ups\n' >/etc/systemd/system/homelab-coordinator.service.d/secrets.conf
            systemctl daemon-reload && systemctl restart homelab-coordinator
            """);
        await lab.UntilConnectedAsync();
        Assert.Contains("upsd grants primary the rights of a primary", (await lab.TryAsync("homelab", "drill")).Output, StringComparison.Ordinal);
    }

    private static async Task Upgrade(TheLabFromPackages lab)
    {
        var before = await ProcessesOf(lab);
        var certificate = await lab.ShellAsync("sha256sum /var/lib/homelab-agent/trust/identity.pem /var/lib/homelab-coordinator/trust/ca.pem");
        var upgraded = await lab.InstallAsync("2", All);
        Assert.True(upgraded.ExitCode == 0, upgraded.Output);
        var after = await ProcessesOf(lab);
        Assert.All(before.Zip(after), pair => Assert.True(pair.First != pair.Second && pair.Second != "0", $"{pair}"));
        await lab.UntilConnectedAsync();
        Assert.Equal(certificate, await lab.ShellAsync("sha256sum /var/lib/homelab-agent/trust/identity.pem /var/lib/homelab-coordinator/trust/ca.pem"));
    }

    private static async Task KeepTheOldOneWhereTheConfigurationIsNotRead(TheLabFromPackages lab)
    {
        var before = await ProcessesOf(lab);
        await lab.ShellAsync("cp /etc/homelab/lab.yaml /root/good.yaml && echo 'feeds: &anchor' >>/etc/homelab/lab.yaml");
        var kept = await lab.InstallAsync("3", PublishedProgram.Coordinator);
        Assert.NotEqual(0, kept.ExitCode);
        Assert.Contains("The old one runs on", kept.Output, StringComparison.Ordinal);
        Assert.Equal(before, await ProcessesOf(lab));
        Assert.Contains("\"connected\": true", await lab.ShellAsync("homelab nodes --json || true"), StringComparison.Ordinal);

        await lab.ShellAsync("cp /root/good.yaml /etc/homelab/lab.yaml && dpkg --configure homelab-coordinator");
        Assert.NotEqual(before[1], await lab.ProcessOfAsync(Services[1]));
        await lab.UntilConnectedAsync();
    }

    private static async Task RefuseOnBattery(TheLabFromPackages lab)
    {
        lab.Ups.Set(("ups.status", "OB DISCHRG"), ("battery.charge", "95"), ("battery.runtime", "3600"), ("ups.load", "20"));
        await lab.UntilAsync("grep -q '\"lease\":{' /run/homelab-agent/power.json", "the agent to hold a lease");
        var before = await ProcessesOf(lab);
        foreach (var package in (string[])[PublishedProgram.Agent, PublishedProgram.Coordinator])
        {
            var refused = await lab.InstallAsync("4", package);
            Assert.NotEqual(0, refused.ExitCode);
            Assert.Contains("an upgrade is refused, for the agent of this machine holds a power lease", refused.Output, StringComparison.Ordinal);
            var removal = await lab.TryAsync("dpkg", "--remove", package);
            Assert.NotEqual(0, removal.ExitCode);
            Assert.Matches("^installed [23]$", await lab.ShellAsync($"dpkg-query --show --showformat '${{db:Status-Status}} ${{Version}}' {package}"));
        }

        Assert.Equal(before, await ProcessesOf(lab));
        // Where no agent could say it, the coordinator does.
        await lab.ShellAsync("systemctl stop homelab-agent && mv /run/homelab-agent /run/kept");
        var byTheCoordinator = await lab.InstallAsync("4", PublishedProgram.Coordinator);
        Assert.NotEqual(0, byTheCoordinator.ExitCode);
        Assert.Contains("the coordinator says: an outage runs", byTheCoordinator.Output, StringComparison.Ordinal);
        await lab.ShellAsync("mv /run/kept /run/homelab-agent && systemctl start homelab-agent");
        await lab.UntilConnectedAsync();
        await lab.ShellAsync("HOMELAB_ON_BATTERY=go-on dpkg --install /mnt/homelab-coordinator_4_amd64.deb");

        lab.Ups.Set(("ups.status", "OL CHRG"), ("battery.charge", "95"), ("battery.runtime", "3600"), ("ups.load", "20"));
        await lab.UntilAsync("! grep -q '\"lease\":{' /run/homelab-agent/power.json && homelab status --json | grep -q '\"outagePhase\": \"\"'", "the outage to be over");
        var upgraded = await lab.InstallAsync("4", PublishedProgram.Agent);
        Assert.True(upgraded.ExitCode == 0, upgraded.Output);
    }

    private static async Task RemoveAndInstallAgain(TheLabFromPackages lab)
    {
        await lab.ShellAsync("dpkg --remove homelab-agent homelab-coordinator homelab");
        Assert.Equal("", await lab.ShellAsync("ls /usr/bin/homelab* /usr/lib/systemd/system/homelab* /etc/systemd/system/*/homelab* 2>/dev/null || true"));
        Assert.Equal("", await lab.ShellAsync("pgrep --list-full homelab || cat /proc/[0-9]*/comm | grep homelab || true"));
        await lab.ShellAsync("test -e /var/lib/homelab-agent/trust/identity.pem && test -e /var/lib/homelab-coordinator/trust/ca.pem && test -e /etc/homelab/agent.yaml");
        var again = await lab.InstallAsync("4", All);
        Assert.True(again.ExitCode == 0, again.Output);
        await lab.ShellAsync("systemctl enable --now homelab-coordinator homelab-agent homelab-lease.path");
        await lab.UntilConnectedAsync();
    }

    private static async Task Purge(TheLabFromPackages lab)
    {
        await lab.ShellAsync("dpkg --purge homelab-agent homelab-coordinator homelab && rm -r /etc/systemd/system/homelab-coordinator.service.d");
        // The one drop-in is the test machine's own, for its boot id.
        Assert.Equal("/etc/homelab/lab.yaml", await lab.ShellAsync("find / -xdev -name '*homelab*' -not -path '/proc/*' -not -path '/var/log/*' -not -path '/etc/homelab' -not -path '/tmp/*' -not -path '/etc/systemd/system/homelab-.service.d'; find /etc/homelab -type f"));
        Assert.Equal("", await lab.ShellAsync("dpkg-query --list 'homelab*' 2>/dev/null | grep -E '^[a-z][a-z] ' | grep -v '^un' || true"));
    }

    private static async Task<string[]> ProcessesOf(TheLabFromPackages lab) => [await lab.ProcessOfAsync(Services[0]), await lab.ProcessOfAsync(Services[1])];
}
