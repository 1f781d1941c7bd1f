using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.Agent.Outbox;

namespace Homelab.Agent;

/// <summary>Gives each new report, of the node and of its storage, to the recorder, which keeps the newest until it is acknowledged.</summary>
internal sealed class ReportForwarding(ReportSource source, StorageReports storage, Recorder recorder) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        source.Changed += recorder.Report;
        storage.Due += recorder.Storage;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        source.Changed -= recorder.Report;
        storage.Due -= recorder.Storage;
        return Task.CompletedTask;
    }
}
