using Homelab.Agent.Uplink;
using Homelab.Domain.Trust;
using Homelab.Host.Trust;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Homelab.Agent.Trust;

/// <summary>
/// Renews this node's certificate when two thirds of its life are over, or when the coordinator has other authorities than this node believes,
/// and looks each hour. The next stream goes by the new one.
/// </summary>
internal sealed class CertificateRenewal(UplinkSettings settings, TimeProvider clock, ILogger<CertificateRenewal> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private string _lastProblem = "";

    /// <summary>Renews where it is due.</summary>
    public async Task Look(CancellationToken stop)
    {
        // Why there are none the uplink says.
        using var present = settings.Credentials?.Read().Credentials;
        if (present is null)
        {
            return;
        }

        var certification = new NodeCertification(settings.Coordinator, settings.Credentials!, settings.Marks, clock);
        if (!present.Life.IsDue(present.Known(clock)) && !await certification.HaveAuthoritiesChanged(present, stop).ConfigureAwait(false))
        {
            return;
        }

        var node = PinnedAuthority.NodeOf(present.Certificate, present.Authorities)?.Node ?? "";
        var problem = await certification.Renew(node, present, stop).ConfigureAwait(false);
        if (problem.Length == 0)
        {
            logger.LogInformation("The certificate of {Node} was renewed.", node);

            // Showing it says that it came: only then the one before counts no more.
            using var next = settings.Credentials!.Read().Credentials;
            _ = next is not null && await certification.HaveAuthoritiesChanged(next, stop).ConfigureAwait(false);
        }
        else if (problem != _lastProblem)
        {
            logger.LogWarning("The certificate of {Node} could not be renewed, and ends on {Until:yyyy-MM-dd}: {Problem}", node, present.Life.Until, problem);
        }

        _lastProblem = problem;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.Coordinator.Scheme == Uri.UriSchemeHttps && !stoppingToken.IsCancellationRequested)
        {
            await LookGuarded(stoppingToken).ConfigureAwait(false);
            await Task.Delay(Period, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookGuarded(CancellationToken stop)
    {
        try
        {
            await Look(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The agent stops.
        }
#pragma warning disable CA1031 // Whatever it is, the certificate goes on ending: the next hour tries again, and somebody can read why.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.LogError(failure, "The look at this node's certificate failed in a way that should not happen; it is looked at again in an hour");
        }
    }
}
