using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Readings;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors;

/// <summary>
/// Puts what collectors bring back in one tick into one round for the sink, with how each did, and keeps the report current. Guarded by
/// the runner's lock.
/// </summary>
internal sealed class CollectorRounds(
    IReadOnlyList<CollectorSlot> slots, IReadingSink sink, ReportSource report, TimeProvider clock)
{
    private readonly List<Sample> _samples = [];
    private readonly Dictionary<string, (Series Success, Series Duration)> _own = [];
    private readonly Series _rounds = new("homelab_agent_rounds_total", Labels.None, "", SeriesKind.Counter, "agent");

    private long _taken;
    private Moment _takenAt = Moment.Never;

    /// <summary>This kernel's word on the wall clock that stamps rounds, whatever root the collectors read.</summary>
    private static bool IsClockTrusted => KernelClock.TryRead(out var state) && state.Synchronised;

    public void Take(ScheduleStep step)
    {
        foreach (var slot in step.Finished)
        {
            _samples.AddRange(slot.Collection.Samples);
            _takenAt = Moment.Min(_takenAt, slot.StartedAt);
            report.Collected(slot.Collector.Name, slot.Collection);
            AddOwn(slot);
        }

        foreach (var slot in step.TimedOut)
        {
            _takenAt = Moment.Min(_takenAt, slot.StartedAt + CollectorSchedule.RunsAtMost);
            AddOwn(slot);
        }

        if (!step.IsSettled || _samples.Count == 0)
        {
            return;
        }

        // Whoever counts them sees whether one is missing on the way, and not only late.
        _samples.Add(new Sample(_rounds, ++_taken));
        sink.Add(new CollectionRound(_takenAt, clock.GetUtcNow(), IsClockTrusted, [.. _samples]));
        _samples.Clear();
        _takenAt = Moment.Never;
        report.Publish(slots);
    }

    private static Series Own(string metric, string unit, CollectorSlot slot) =>
        new(metric, Labels.Of(("collector", slot.Collector.Name)), unit, SeriesKind.Gauge, slot.Collector.Name);

    private void AddOwn(CollectorSlot slot)
    {
        if (!_own.TryGetValue(slot.Collector.Name, out var own))
        {
            own = (Own("node_scrape_collector_success", "", slot), Own("node_scrape_collector_duration_seconds", "seconds", slot));
            _own.Add(slot.Collector.Name, own);
        }

        _samples.Add(new Sample(own.Success, slot.LastOutcome?.Kind is OutcomeKind.Ok or OutcomeKind.NothingHere ? 1 : 0));
        _samples.Add(new Sample(own.Duration, slot.LastDuration.TotalSeconds));
    }
}
