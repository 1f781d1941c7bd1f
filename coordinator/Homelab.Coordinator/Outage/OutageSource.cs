using System.Collections.Immutable;
using Homelab.Contracts.Shutdown;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Fleet;
using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Host;

namespace Homelab.Coordinator.Outage;

/// <summary>Answers the API about plans and outages.</summary>
public sealed class OutageSource(OutageLog log, ILabInForce lab, FeedBoard board, FleetState fleet, TimeProvider clock) : IOutageSource
{
    public string StandsDown => log.StandsDown;

    public DrillRecord Drills => log.Drills;

    public Plan CurrentPlan(PlanQuestion question)
    {
        var now = clock.Now();
        if (question is { Feeds.Count: 0, WhatIf.IsNothing: true } && log.State.IsRunning && log.Plan is { } inForce)
        {
            return Shown(inForce, PlanChecker.Check(log.Lab ?? lab.Current, log.Feeds, inForce), now);
        }

        var supposed = question.WhatIf.On(lab.Current, PowerGoesNow.Assume(lab.Current, board.Current, now, question.Feeds));
        var plan = supposed.Plan(supposed.Request(now, log.Fence.Generation) with
        {
            LocalUpsmons = fleet.LocalUpsmons(lab.Current),
            LearnedStops = log.Stops.Learned(supposed.Lab),
            ProvenStarts = log.Drills.Proven(supposed.Lab, clock.GetUtcNow()),
        });
        return Shown(plan, PlanChecker.Check(supposed.Lab, supposed.Feeds, plan), now);
    }

    public Contracts.V1.Outage CurrentOutage()
    {
        var state = log.State.IsRunning ? log.State : log.LastRunning;
        var returning = log.Returning;
        if (!state.IsRunning && returning.IsEmpty)
        {
            return new Contracts.V1.Outage();
        }

        var entries = log.Entries;
        var outage = new Contracts.V1.Outage
        {
            // A coordinator that started after its end knows no more of it than who is to be on again.
            Id = state.IsRunning ? state.OutageId : log.State.Return.OutageId,
            Phase = log.State.IsRunning ? state.Phase.ToString() : returning.IsEmpty ? "Ended" : "Returning",
            Advisory = state.Advisory,
            BeganWallMs = entries.FirstOrDefault()?.WallClock.ToUnixTimeMilliseconds() ?? 0,
        };
        outage.Feeds.AddRange(state.Feeds.Keys);
        outage.CommittedFeeds.AddRange(state.CommittedFeeds);
        outage.Notes.AddRange(entries.Select(entry => new OutageNote { WallMs = entry.WallClock.ToUnixTimeMilliseconds(), Message = OutageWords.Of(entry).Message }));
        outage.Returns.AddRange(returning.Select(wait => new OutageReturn { Node = wait.Node, State = wait.Phase.ToString(), Tries = wait.Tries, WaitsFor = wait.WaitsFor }));
        if (log.Plan is { } plan)
        {
            outage.Plan = Shown(plan, [], clock.Now());
        }

        List<string> order = [.. log.Plan?.Services.Select(step => step.Id) ?? [], .. log.Plan?.Steps.Select(step => step.Id) ?? []];
        foreach (var (id, step) in state.Steps.OrderBy(step => order.IndexOf(step.Key)))
        {
            outage.Steps.Add(new OutageStep
            {
                Id = id,
                Target = Domain.Shutdown.ServiceStep.NameOf(id, step.Node),
                State = step.Phase.ToString(),
                OrderedWallMs = WallOf(id, SequenceTransition.StepOrdered, SequenceTransition.StepAdvised),
                OffWallMs = WallOf(id, SequenceTransition.StepSeenOff, SequenceTransition.StepPresumed),
                Evidence = step.Evidence,
            });
        }

        foreach (var pending in (log.Plan?.Steps ?? []).Where(step => !state.Steps.ContainsKey(step.Id)))
        {
            outage.Steps.Add(new OutageStep { Id = pending.Id, Target = pending.Node, State = nameof(StepPhase.Pending), Evidence = pending.Reason });
        }

        return outage;

        long WallOf(string step, params SequenceTransition[] transitions) =>
            entries.LastOrDefault(entry => entry.Step == step && transitions.Contains(entry.Transition))?.WallClock.ToUnixTimeMilliseconds() ?? 0;
    }

    private Plan Shown(StopPlan plan, ImmutableArray<PlanFinding> findings, Moment now)
    {
        var noted = DrillWords.Note(log.Drills, lab.Current, plan, clock.GetUtcNow()) is { } note ? plan with { Notes = [.. plan.Notes, note] } : plan;
        return PlanMessage.Of(noted, findings, now, clock.GetUtcNow() - (now - plan.MadeAt));
    }
}
