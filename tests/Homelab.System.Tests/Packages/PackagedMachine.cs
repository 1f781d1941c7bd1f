using Homelab.TestKit.Processes;
using Homelab.TestKit.Systemd;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Packages;

/// <summary>What root types on a machine that has Homelab from its packages.</summary>
internal static class PackagedMachine
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    /// <summary>dpkg with packages of one version, which may refuse.</summary>
    public static Task<CommandResult> InstallAsync(this SystemdMachine machine, string version, params IEnumerable<string> packages) =>
        machine.RunAsync("sh", "-c", $"dpkg --install {string.Join(' ', packages.Select(package => $"/mnt/{package}_{version}_amd64.deb"))}");

    /// <summary>Runs a line of a shell that has to succeed, and gives what it said.</summary>
    public static async Task<string> ShellAsync(this SystemdMachine machine, string line)
    {
        var ran = await machine.RunAsync("sh", "-c", line);
        Assert.True(ran.ExitCode == 0, $"{line}: {ran.Output}\n{await SaidLastAsync(machine)}");
        return ran.StandardOutput.Trim();
    }

    /// <summary>The process of a service; 0 where none runs.</summary>
    public static Task<string> ProcessOfAsync(this SystemdMachine machine, string service) => machine.ShellAsync($"systemctl show --property MainPID --value {service}");

    /// <exception cref="TimeoutException">It never succeeded; the message holds what the machine said last.</exception>
    public static Task UntilAsync(this SystemdMachine machine, string line, string what) =>
        Until.TrueAsync(async () => (await machine.RunAsync("sh", "-c", line)).ExitCode == 0, Bound, what, () => SaidLastAsync(machine));

    /// <param name="lab">The lab file.</param>
    /// <param name="agents">Where it listens for agents.</param>
    public static async Task StartCoordinatorAsync(this SystemdMachine hub, string lab, string agents)
    {
        await hub.ShellAsync($"""
            mkdir -p /etc/homelab
            cat >/etc/homelab/lab.yaml <<'END'
            {lab}
            END
            printf 'schema: 1\nagents: {agents}\n' >/etc/homelab/coordinator.yaml
            systemctl enable --now homelab-coordinator
            """);
        await hub.UntilAsync("homelab nodes --json | grep -q nodes", "the coordinator to answer");
    }

    /// <summary>The line that the coordinator's machine prints, on the node.</summary>
    /// <param name="address">Where the node finds that machine.</param>
    public static async Task EnrolAsync(this SystemdMachine hub, SystemdMachine node, string address)
    {
        var invited = await hub.ShellAsync($"homelab enroll {node.Name} --address {address}");
        await node.ShellAsync(invited.Split('\n').Single(line => line.Trim().StartsWith("sudo homelab-agent enroll ", StringComparison.Ordinal)).Trim()["sudo ".Length..]);
    }

    private static async Task<string> SaidLastAsync(SystemdMachine machine) => string.Join('\n', (await machine.JournalAsync()).Split('\n').TakeLast(25));
}
