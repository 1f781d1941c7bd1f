using System.Collections.Immutable;
using Homelab.Coordinator.Outage;
using Homelab.Domain;
using Homelab.Domain.Reports;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Reports;

/// <summary>Writes down what the runner does. Whatever it meets, it must not hold up a shutdown.</summary>
public sealed class OutageScribe(OutageSettings settings, ReportStore store, OutageJournal journal, ILabInForce lab, ILogger<OutageScribe> logger)
{
    private readonly OutageRecorder _recorder = new(settings.HostBootId, store.Newest(), journal.Entries, lab.Current);
    private bool _isComplained;

    /// <summary>The newest outage and, where that was still open when it began, the one before; each swapped whole.</summary>
    public ImmutableArray<OutageRecord> Records => [.. new[] { _recorder.Earlier, _recorder.Record }.OfType<OutageRecord>()];

    public void See(OutageInput input, ImmutableArray<JournalEntry> entries, OutageEngine engine, DateTimeOffset wall, Moment at)
    {
        try
        {
            _recorder.See(input, entries, engine.Plan, engine.Feeds, engine.InForce, wall, at);
        }
#pragma warning disable CA1031 // A report with a gap is better than a lab without anybody who counts down.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (!_isComplained)
            {
                logger.LogError(failure, "What the outage does is not written down as it should be; the outage itself goes on");
            }

            _isComplained = true;
        }
    }
}
