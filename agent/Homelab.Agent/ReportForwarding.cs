using Homelab.Agent.Collectors;
using Homelab.Agent.Outbox;

namespace Homelab.Agent;

/// <summary>Gives each new report to the recorder, which keeps the newest until it is acknowledged.</summary>
internal sealed class ReportForwarding(ReportSource source, Recorder recorder) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        source.Changed += recorder.Report;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        source.Changed -= recorder.Report;
        return Task.CompletedTask;
    }
}
