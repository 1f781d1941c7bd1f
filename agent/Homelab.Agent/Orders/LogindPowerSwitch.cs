using Homelab.Host.Bus;

namespace Homelab.Agent.Orders;

/// <summary>Asks systemd-logind for an orderly power-off (org.freedesktop.login1(5)).</summary>
public sealed class LogindPowerSwitch(Logind logind) : IPowerSwitch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<(bool Taken, string Detail)> PowerOff(bool isOrder, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var result = logind.PowerOff(Patience);
            return (result.Succeeded, result.Succeeded ? "logind took it" : $"logind: {result.Sentence}");
        },
        cancellationToken);
}
