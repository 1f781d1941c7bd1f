using Homelab.Domain.Shutdown;
using Homelab.Host.Bus;

namespace Homelab.Agent.Orders;

/// <summary>Asks systemd-logind for an orderly power-off, or for a reboot that waits for the power to go (org.freedesktop.login1(5)).</summary>
public sealed class LogindPowerSwitch(Logind logind, LateFile late, OrdersSettings settings) : IPowerSwitch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<(bool Taken, string Detail)> PowerOff(bool isOrder, PowerEnd end, CancellationToken cancellationToken) =>
        Task.Run(() => end.IsPlain ? Off("") : Last(end), cancellationToken);

    private (bool Taken, string Detail) Last(PowerEnd end)
    {
        // A reboot that waits for nothing would come up again on a battery that is about to be empty.
        if (!LateHook.IsRunnable(settings.LateHook))
        {
            return Off("; it stays off where its power never goes, for homelab-late is not installed or cannot be run");
        }

        if (late.TryWrite(end) is { } failure)
        {
            return Off($"; it stays off where its power never goes, for {failure}");
        }

        var result = end.RebootAfter is null ? logind.PowerOff(Patience) : logind.Reboot(Patience);
        if (!result.Succeeded)
        {
            late.Remove();
            return (false, $"logind: {result.Sentence}");
        }

        return (true, end.RebootAfter is { } after ? $"logind took it; it starts again in {PlanWords.Span(after)} if its power stays" : "logind took it");
    }

    private (bool Taken, string Detail) Off(string besides)
    {
        var result = logind.PowerOff(Patience);
        return (result.Succeeded, result.Succeeded ? $"logind took it{besides}" : $"logind: {result.Sentence}");
    }
}
