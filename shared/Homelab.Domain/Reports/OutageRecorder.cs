using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Reports;

/// <summary>
/// Writes down what happens in an outage, beside the engine: synchronous and without a clock or a store. What an earlier process of the
/// coordinator kept goes on; what that had not kept yet stands in the journal.
/// </summary>
public sealed class OutageRecorder
{
    private readonly string _hostBootId;
    private bool _isOpen;

    /// <param name="kept">What an earlier process kept of the outage that the journal tells of; null where it kept nothing.</param>
    public OutageRecorder(string hostBootId, OutageRecord? kept, ImmutableArray<JournalEntry> journal, LabConfig lab)
    {
        _hostBootId = hostBootId;
        var entries = Sequence.OfLastOutage(journal);
        if (entries.FirstOrDefault() is not { Transition: SequenceTransition.OutageOpened, OutageId: var id } opening)
        {
            return;
        }

        if (kept is not null && kept.Id != id && kept.IsOpen())
        {
            Earlier = kept with { TakenOverBy = opening.OutageId };
        }

        var known = kept?.Id == id ? kept! : Opened(opening, lab);
        var record = known with { Entries = Bounded(known.Entries.Length > entries.Length ? known.Entries : entries) };
        Record = record with { IsCutShort = record.IsCutShort || (!record.IsEnded && record.Entries[^1].HostBootId != hostBootId) };
        _isOpen = Record.IsOpen();
    }

    /// <summary>The newest outage; null before the first.</summary>
    public OutageRecord? Record { get; private set; }

    /// <summary>The outage before it, where that was still open when the newest began.</summary>
    public OutageRecord? Earlier { get; private set; }

    public void See(
        OutageInput input, ImmutableArray<JournalEntry> entries, StopPlan? plan, ImmutableArray<FeedAssessment> feeds, LabConfig lab, DateTimeOffset wall, Moment now)
    {
        foreach (var entry in entries)
        {
            Take(entry, lab);
        }

        if (!_isOpen || Record is not { IsCutShort: false } record)
        {
            return;
        }

        var at = record.At(_hostBootId, now, wall);
        if (plan is { Steps.IsEmpty: false })
        {
            record = Planned(record, plan, now, at);
        }

        Record = input switch
        {
            OutageInput.FeedsAssessed => Sampled(record, feeds, now, at),
            OutageInput.NodeGone gone when IsStopping(record, gone.Node) => record with { Silent = record.Silent.SetItem(gone.Node, at) },
            OutageInput.NodeHello hello when record.Silent.ContainsKey(hello.Node) && !record.IsEnded => record with { Silent = record.Silent.Remove(hello.Node) },
            _ => record,
        };
    }

    private static OutageRecord Opened(JournalEntry entry, LabConfig lab) => new()
    {
        Id = entry.OutageId,
        Lab = lab.Name,
        CoordinatorNode = lab.CoordinatorNode?.Name ?? "",
        HostBootId = entry.HostBootId,
        OpenedAt = entry.At,
        OpenedWall = entry.WallClock,
    };

    private void Take(JournalEntry entry, LabConfig lab)
    {
        if (entry.Transition == SequenceTransition.OutageOpened)
        {
            Earlier = Record is { } before && _isOpen ? before with { TakenOverBy = entry.OutageId } : Earlier;
            Record = Opened(entry, lab);
        }

        if (Record is { } record && record.Id == entry.OutageId)
        {
            Record = record with { Entries = Bounded(record.Entries.Add(entry)) };
            _isOpen = Record.IsOpen();
        }
    }

    /// <summary>The opening is kept; of what comes after it, the newest.</summary>
    private static ImmutableArray<JournalEntry> Bounded(ImmutableArray<JournalEntry> entries) =>
        entries.Length <= OutageRecord.MostEntries ? entries : [entries[0], .. entries.Skip(entries.Length - OutageRecord.MostEntries + 1)];

    /// <summary>Frozen when the first step begins; after that only steps are added that it did not know.</summary>
    private static OutageRecord Planned(OutageRecord record, StopPlan plan, Moment now, TimeSpan at)
    {
        var steps = PlannedStop.Of(plan, moment => at + (moment - now));
        if (!record.Entries.Any(HasBegun))
        {
            return record with { Planned = steps, Dropped = plan.Dropped, Shortfall = plan.Shortfall };
        }

        var known = record.Planned.Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
        var added = steps.Where(step => !known.Contains(step.Id)).ToList();
        return added.Count == 0 ? record : record with { Planned = record.Planned.AddRange(added) };
    }

    private static OutageRecord Sampled(OutageRecord record, ImmutableArray<FeedAssessment> feeds, Moment now, TimeSpan at)
    {
        var tracks = record.Feeds;
        foreach (var feed in feeds.Where(feed => !feed.IsMains && !AskedNodes.IsOne(feed.Feed)))
        {
            var runtime = feed.EmptyAt is { } empty ? empty - now : (TimeSpan?)null;
            var track = tracks.GetValueOrDefault(feed.Feed) ?? FeedTrack.Empty;
            var grown = track.With(new FeedSample(at, feed.Condition, feed.ChargeRatio, feed.LoadRatio, runtime > TimeSpan.Zero ? runtime : runtime is null ? null : TimeSpan.Zero));
            tracks = ReferenceEquals(track, grown) ? tracks : tracks.SetItem(feed.Feed, grown);
        }

        return ReferenceEquals(tracks, record.Feeds) ? record : record with { Feeds = tracks };
    }

    private static bool IsStopping(OutageRecord record, string node) =>
        record.Entries.LastOrDefault(entry => entry.Node == node && !ServiceStep.IsId(entry.Step) && entry.Step.Length > 0)?.Transition
            is SequenceTransition.StepOrdered or SequenceTransition.StepAcknowledged or SequenceTransition.StepPresumed;

    private static bool HasBegun(JournalEntry entry) =>
        entry.Transition is SequenceTransition.StepOrdered or SequenceTransition.StepAdvised or SequenceTransition.FeedCommitted;
}
