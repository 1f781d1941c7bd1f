using System.Collections.Immutable;
using System.Globalization;
using Homelab.Contracts.Drills;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Outage;
using Homelab.Domain.Drills;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Host;
using DrillItem = Homelab.Domain.Drills.DrillItem;
using DrillVerdict = Homelab.Domain.Drills.DrillVerdict;
using RehearsedSubject = Homelab.Domain.Drills.RehearsedSubject;

namespace Homelab.Coordinator.Drills;

/// <summary>Rehearses: everybody who would act in an outage looks at whether they could. Nothing is stopped. For REST and gRPC alike.</summary>
public sealed class RehearsalDesk(
    ILabInForce lab, AgentQuestions agents, UpsLook upses, OutageRunner runner, OutageLog log, IAgentLink link, IEventFeed events, TimeProvider clock) : IDisposable
{
    /// <summary>A little more than an agent waits for its UPS.</summary>
    private static readonly TimeSpan AgentAtMost = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan JournalAtMost = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim _one = new(1, 1);
    private long _count;

    public async Task<Answer<Rehearsal>> Rehearse(string? by, CancellationToken cancellation)
    {
        if (OperatorGate.Refusal(by) is { } refusal)
        {
            return refusal;
        }

        if (log.State.IsRunning || !log.Returning.IsEmpty)
        {
            return ApiProblem.Refused(
                $"Outage {(log.State.IsRunning ? log.State.OutageId : log.State.Return.OutageId)} is not over; a rehearsal would only be in its way. See homelab outage show, and ask again afterwards.");
        }

        if (!await _one.WaitAsync(TimeSpan.Zero, cancellation))
        {
            return ApiProblem.Refused("A rehearsal is on its way already; it takes a few seconds.");
        }

        try
        {
            return (await Run(lab.Current, by!, cancellation)).ToWire();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<RehearsalReport> Run(LabConfig current, string by, CancellationToken cancellation)
    {
        var (began, at) = (clock.GetUtcNow(), clock.Now());
        var id = $"rehearsal-{log.Fence.Epoch.ToString(CultureInfo.InvariantCulture)}-{Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture)}";
        events.Add(6, "DrillBegan", "", $"{by} rehearses ({id}): nothing is stopped.");
        var asked = current.Nodes.Select(node => Node(current, node, id, cancellation));
        var read = current.Feeds.Where(feed => feed.Source is not null).Select(feed => Feed(current, feed, cancellation));
        var subjects = await Task.WhenAll(asked.Concat(read).Prepend(Coordinator(current, cancellation)));
        var report = new RehearsalReport(id, began, clock.Now() - at, [.. subjects.OrderBy(subject => subject.Kind)]);
        var fails = report.Subjects.Where(subject => subject.Items.Any(item => item.Verdict == DrillVerdict.Fails)).Select(subject => subject.Name).ToList();
        events.Add(
            fails.Count > 0 ? 4 : 6, "DrillEnded", "", fails.Count > 0 ? $"{id}: something fails for {PlanWords.List(fails)}. See homelab drill." : $"{id}: nothing fails.");
        return report;
    }

    private async Task<RehearsedSubject> Coordinator(LabConfig current, CancellationToken cancellation)
    {
        bool isWritten;
        try
        {
            isWritten = await runner.TouchJournal().WaitAsync(JournalAtMost, clock, cancellation);
        }
        catch (TimeoutException)
        {
            isWritten = false;
        }

        var journal = isWritten
            ? new DrillItem("journal", DrillVerdict.Ok, "a write to it was on the disk in time")
            : new DrillItem("journal", DrillVerdict.Fails, "a write to it was not on the disk in time: nothing irreversible would be done");
        var mode = current.Mode == LabMode.Armed
            ? new DrillItem("mode", DrillVerdict.Ok, "armed: orders are given")
            : new DrillItem("mode", DrillVerdict.Believed, "observe: nothing is ever ordered, everything else is as it would be");
        ImmutableArray<DrillItem> items = log.StandsDown.Length > 0 ? [mode, journal, new DrillItem("command", DrillVerdict.Fails, log.StandsDown)] : [mode, journal];
        return new RehearsedSubject(RehearsedKind.Coordinator, current.CoordinatorNode?.Name ?? "coordinator", items);
    }

    private async Task<RehearsedSubject> Feed(LabConfig current, FeedConfig feed, CancellationToken cancellation) =>
        new(RehearsedKind.Feed, feed.Name, FeedRehearsal.Judge(feed, FeedCommand.Of(current, feed), await upses.Look(feed, cancellation)));

    private async Task<RehearsedSubject> Node(LabConfig current, NodeConfig node, string id, CancellationToken cancellation)
    {
        var question = new DrillQuestion
        {
            DrillId = id,
            Units = { current.Services.Where(service => service.On.Contains(node.Name)).SelectMany(service => service.Units).Distinct() },
            StopMs = (long)StopDuration.Of(node, log.Stops.Learned(current)).TotalMilliseconds,
            SentWallMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        var items = await agents.Ask(node.Name, question, AgentAtMost, cancellation);
        return new RehearsedSubject(RehearsedKind.Node, node.Name, items.Add(StartRehearsal.Judge(current, node, link.IsConnected, log.Drills, clock.GetUtcNow())));
    }
}
