using Homelab.Coordinator.Events;
using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Outage;
using Homelab.Domain;
using Homelab.Domain.Reports;
using Homelab.Host;

namespace Homelab.Coordinator.Reports;

/// <summary>
/// Brings what was written down to the disk, beside the runner: soon after each journal entry, seldom for the battery's course alone, and at the
/// end. What a power cut takes of it, the journal still has.
/// </summary>
public sealed class ReportKeeper(OutageScribe scribe, ReportStore store, OutageLog log, FeedBoard board, ILabInForce lab, IEventFeed events, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SamplesAloneEvery = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (OutageRecord Kept, Moment At)> _kept = [];
    private readonly HashSet<string> _told = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Keep(isLast: true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Keep(isLast: false);
            await Task.Delay(LookEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Keep(bool isLast)
    {
        foreach (var record in scribe.Records)
        {
            var isKnown = _kept.TryGetValue(record.Id, out var kept);
            if (ReferenceEquals(kept.Kept, record)
                || (isKnown && !isLast && record.Entries.Length == kept.Kept.Entries.Length && record.TakenOverBy == kept.Kept.TakenOverBy && clock.Now() - kept.At < SamplesAloneEvery))
            {
                continue;
            }

            if (store.Keep(Concluded(record)))
            {
                _kept[record.Id] = (record, clock.Now());
                Tell(record);
            }
        }
    }

    /// <summary>With what it taught, once it is over; a plan takes that up at the same moment.</summary>
    public OutageRecord Concluded(OutageRecord record) => record is { IsEnded: false, IsCutShort: false }
        ? record
        : record with { Changes = LabLessons.Of(lab.Current, log.Stops, lab.Current.Feeds.ToDictionary(feed => feed.Name, feed => board.BatteryOf(feed.Name))) };

    private void Tell(OutageRecord record)
    {
        if ((record.IsEnded || record.IsCutShort) && _told.Add(record.Id))
        {
            events.Add(5, "OutageReported", "", $"What outage {record.Id} did is written down: homelab outage report {record.Id}");
        }
    }
}
