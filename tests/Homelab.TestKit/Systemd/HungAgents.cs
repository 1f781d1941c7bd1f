namespace Homelab.TestKit.Systemd;

/// <summary>An agent that does nothing any more, although its process is there.</summary>
public static class HungAgents
{
    /// <summary>Stands it still for good: systemd's watchdog, which would start it anew, may not.</summary>
    /// <exception cref="InvalidOperationException">The machine's systemd did not take it; the message holds what the machine said last.</exception>
    public static async Task HangAgentAsync(this SystemdMachine machine)
    {
        string[][] commands =
        [
            ["sh", "-c", "mkdir -p /run/systemd/system/homelab-agent.service.d && printf '[Service]\\nRestart=no\\n' >/run/systemd/system/homelab-agent.service.d/hang.conf && systemctl daemon-reload"],
            ["systemctl", "kill", "--kill-whom=main", "--signal=STOP", "homelab-agent.service"],
        ];
        foreach (var command in commands)
        {
            var done = await machine.RunAsync(command).ConfigureAwait(false);
            if (done.ExitCode != 0)
            {
                throw new InvalidOperationException($"{done.Output}\n{machine.Tail}\n{string.Join('\n', (await machine.JournalAsync().ConfigureAwait(false)).Split('\n').TakeLast(40))}");
            }
        }
    }
}
