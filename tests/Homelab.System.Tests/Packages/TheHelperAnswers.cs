using Homelab.TestKit.Processes;
using Homelab.TestKit.Systemd;

namespace Homelab.System.Tests.Packages;

/// <summary>What runs as root beside the agent, installed from its package, under its units and a real systemd.</summary>
public sealed class TheHelperAnswers
{
    /// <summary>A small drive of the test's own would have to be the host's: what is asked of is a script in smartctl's place, which says who it is and what it was given.</summary>
    private const string Smartctl = """
        cat >/usr/sbin/smartctl <<'END'
        #!/bin/sh
        echo "$(id -u) $* $(sed -n 's/^CapEff:\t*0*//p' /proc/self/status) $(sed -n 's/^ *\([a-z0-9]*\):.*/\1/p' /proc/net/dev | tr '\n' ' ')$(touch /etc/written 2>&1)"
        END
        chmod 755 /usr/sbin/smartctl
        """;

    [Fact]
    public async Task The_agent_alone_with_no_more_rights_than_it_needs_and_is_gone_afterwards()
    {
        await using var lab = await TheLabFromPackages.BootAsync(["1"]);
        var installed = await lab.InstallAsync("1", PublishedProgram.Agent);
        Assert.True(installed.ExitCode == 0, installed.Output);
        Assert.Equal("root homelab-agent 660", await lab.ShellAsync("systemctl start homelab-agent-helper.socket && stat -c '%U %G %a' /run/homelab-agent-helper.socket"));

        Assert.Equal("no there is no /usr/sbin/smartctl: install the package smartmontools", await AskAsync(lab.Hub, "homelab-agent", "smart sda"));
        Assert.StartsWith("no the kernel has no /sys/kernel/debug/mmc0/err_stats", await AskAsync(lab.Hub, "homelab-agent", "controller mmc0"), StringComparison.Ordinal);
        Assert.Equal("no that is no question of the agent's", await AskAsync(lab.Hub, "homelab-agent", "smart sda1"));
        foreach (var other in (string[])["nobody", "systemd-network"])
        {
            Assert.Equal("Permission denied", await AskAsync(lab.Hub, other, "smart sda"));
        }

        await lab.ShellAsync(Smartctl);
        Assert.Equal("no there is no /dev/sda", await AskAsync(lab.Hub, "homelab-agent", "smart sda"));
        await lab.ShellAsync("touch /dev/sda");
        // CAP_SYS_ADMIN, and CAP_SYS_RAWIO where the machine itself has it, which this one has not; no network but its own loopback, and nothing that it may write to.
        Assert.Equal(
            "ok\n0 --json=c --nocheck=standby,0 -a /dev/sda 200000 lo touch: cannot touch '/etc/written': Read-only file system", await AskAsync(lab.Hub, "homelab-agent", "smart sda"));
        await lab.UntilAsync("! systemctl list-units --no-legend 'homelab-agent-helper@*' | grep -q .", "the helper to be gone");
    }

    private static Task<string> AskAsync(SystemdMachine machine, string user, string question) => machine.ShellAsync($"""
        runuser -u {user} -- perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new("/run/homelab-agent-helper.socket"); if (!$s) {"{"} print $!; exit {"}"} print $s "{question}\n"; print <$s>'
        """);
}
