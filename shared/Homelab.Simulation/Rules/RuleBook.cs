using System.Collections.Immutable;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Control;
using Homelab.Simulation.Machines;
using Homelab.Simulation.Timelines;

namespace Homelab.Simulation.Rules;

/// <summary>All rules, told of everything that happens, and what they found.</summary>
public sealed class RuleBook
{
    /// <summary>One broken rule says the same again and again; the first ones tell the story.</summary>
    private const int MostViolations = 50;

    private readonly List<RuleViolation> _violations = [];
    private readonly SortedDictionary<string, int> _excuses = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _held = new(StringComparer.Ordinal);
    private readonly Rule[] _rules =
    [
        new NobodyLosesPowerWhileRunning(),
        new NeedsStopAfterTheirDependents(),
        new OnlyWhatIsDyingStops(),
        new AShortOutageStopsNobody(),
        new StaleMessagesChangeNothing(),
        new NoneStopsAgainWithoutANewOutage(),
        new NeedsHoldTheLongerLease(),
        new ACrashLengthensNoLease(),
        new ObserveStopsNothing(),
        new EverySequenceEnds(),
        new EverybodyComesBack(),
        new StoppedUnitsRunAgain(),
        new ACutHitsNobody(),
        new AnOutletHitsNobody(),
        new NothingIsOrderedUnjournalled(),
    ];

    private readonly SimulatedLab _lab;
    private readonly List<JournalEntry> _written = [];
    private StopPlan? _plan;

    internal RuleBook(SimulatedLab lab)
    {
        (_lab, Contact, Operator, Heat, Deaf, Presumed) = (lab, new LostContact(lab), new OperatorLog(lab), new TrueHeat(lab), new DeafNodes(lab), new PresumedNodes(lab));
        foreach (var rule in _rules)
        {
            (rule.Lab, rule.Book) = (lab, this);
        }
    }

    public IReadOnlyList<RuleViolation> Violations => _violations;

    /// <summary>How often each excuse that docs/power-rules.md grants was needed, by rule and excuse.</summary>
    public IReadOnlyDictionary<string, int> Excuses => _excuses;

    /// <summary>How often each rule looked and found it held: a rule that never looked holds nothing.</summary>
    public IReadOnlyDictionary<string, int> HeldCounts => _held;

    internal PlanLog Plans { get; } = new();

    internal OwnCourse Alone { get; } = new();

    /// <summary>Whose death may stop it: alone a node goes with what it needs (P24), and those feeds were told to it.</summary>
    internal ImmutableArray<string> FeedsBehind(SimulatedAgent agent, StopCause cause) =>
        cause.IsOrder || agent.State.Watch is not { } watch || !Alone.Includes(agent.Name) ? agent.Machine.Config.Feeds : [.. watch.Feeds.Select(feed => feed.Name)];

    internal LostContact Contact { get; }

    internal OperatorLog Operator { get; }

    internal TrueHeat Heat { get; }

    internal DeafNodes Deaf { get; }

    internal PresumedNodes Presumed { get; }

    internal IReadOnlyList<JournalEntry> Written => _written;

    internal bool HasCrashedInCommit { get; private set; }

    internal bool HasBeenCutByOthers { get; private set; }

    /// <summary>Nothing that the world does keeps an outage going: mains everywhere, no cut under way, nothing too hot, and a disk that answers.</summary>
    internal bool IsBack => Heat.IsOver && _lab.Clock.Now >= _lab.Coordinator.Journal.StuckUntil && _lab.Grid.Upses.Values.All(ups =>
        ups is { HasMains: true, IsBeingCut: false, ExtraTokens.Length: 0, IsForcedByOthers: false } && _lab.Clock.Now >= ups.SilentUntil);

    /// <summary>And that can be read.</summary>
    internal bool IsWell => IsBack && _lab.Grid.Upses.Values.All(ups => _lab.Coordinator.Feeds.IsReachable(ups.Config));

    internal void Violated(Rule rule, string what)
    {
        if (_violations.Count < MostViolations)
        {
            _violations.Add(new RuleViolation(rule.Id, rule.Name, _lab.Elapsed, what));
            _lab.Timeline.Add(TimelineKind.Violation, rule.Id, what);
        }
    }

    internal void Excused(Rule rule, string why)
    {
        var key = $"{rule.Id} {why}";
        _excuses[key] = _excuses.GetValueOrDefault(key) + 1;
    }

    internal void Held(Rule rule) => _held[rule.HeldAs] = _held.GetValueOrDefault(rule.HeldAs) + 1;

    internal void Sampled()
    {
        Contact.Sampled();
        Heat.Sampled();
        Deaf.Sampled();
        Operator.Sampled();
        foreach (var rule in _rules)
        {
            rule.Sampled();
        }
    }

    internal void FeedChanged(string feed)
    {
        Contact.FeedChanged(feed);
        HasBeenCutByOthers |= _lab.Grid.Upses.TryGetValue(feed, out var ups) && ups.IsCutByOthers;
        foreach (var rule in _rules)
        {
            rule.FeedChanged(feed);
        }
    }

    internal void OutletGoesOff(SimulatedMachine machine)
    {
        _lab.Timeline.Add(TimelineKind.Feed, machine.Name, "loses its outlet");
        foreach (var rule in _rules)
        {
            rule.OutletGoesOff(machine);
        }
    }

    internal void LostPower(SimulatedMachine machine)
    {
        _lab.Timeline.Add(TimelineKind.PowerLost, machine.Name, machine.IsRunning ? "loses power while running" : $"loses power while {Words.Of(machine.Phase)}");
        foreach (var rule in _rules)
        {
            rule.LostPower(machine);
        }
    }

    internal void LostPowerWhileOff(SimulatedMachine machine)
    {
        foreach (var rule in _rules)
        {
            rule.LostPowerWhileOff(machine);
        }
    }

    internal void StopBegan(SimulatedAgent agent, StopCause cause)
    {
        _lab.Timeline.Add(TimelineKind.StopBegan, agent.Name, cause.IsForeign ? "stops: its own upsmon" : cause.IsOrder ? "stops: ordered" : "stops: its lease ran out");
        Operator.StopBegan(agent.Name, cause);
        Deaf.StopBegan(agent, cause);
        Presumed.StopBegan(agent.Name, cause, Alone.Includes(agent.Name));
        foreach (var rule in _rules)
        {
            rule.StopBegan(agent, cause);
        }
    }

    internal void AgentTook(SimulatedAgent agent, AgentPowerInput input, AgentPowerState before, AgentPowerState after)
    {
        Alone.Took(agent.Name, input, before, after);
        foreach (var rule in _rules)
        {
            rule.AgentTook(agent, input, before, after);
        }
    }

    internal void AgentRestarted(SimulatedAgent agent, AgentPowerState before, AgentPowerState after)
    {
        foreach (var rule in _rules)
        {
            rule.AgentRestarted(agent, before, after);
        }
    }

    internal void CoordinatorStarted(SimulatedCoordinator coordinator) =>
        _lab.Timeline.Add(TimelineKind.Coordinator, "coordinator", coordinator.Engine!.State.IsRunning ? "starts, and goes on where the journal stands" : "starts");

    internal void Stepped(SimulatedCoordinator coordinator, OutageEngine engine)
    {
        if (engine.Plan is not { } plan || ReferenceEquals(plan, _plan))
        {
            return;
        }

        _plan = plan;
        Plans.Add(engine.Fence, plan, engine.Feeds, coordinator.Clock);
        foreach (var rule in _rules)
        {
            rule.Planned(coordinator, plan);
        }
    }

    internal void CoordinatorCrashed(CrashPlan crash)
    {
        HasCrashedInCommit |= crash.Transition == SequenceTransition.FeedCommitted;
        _lab.Timeline.Add(TimelineKind.Coordinator, "coordinator", $"crashes {(crash.Side == CrashSide.BeforeWrite ? "before" : "after")} it writes");
    }

    internal void Journalled(JournalEntry entry)
    {
        _written.Add(entry);
        Operator.Journalled(entry);
        Presumed.Journalled(entry);
        if (Words.Of(entry) is { } words)
        {
            _lab.Timeline.Add(TimelineKind.Decision, entry.Node.Length > 0 ? entry.Node : "lab", words);
        }

        foreach (var rule in _rules)
        {
            rule.Journalled(entry);
        }
    }

    internal void Performed(OutageEffect effect)
    {
        foreach (var rule in _rules)
        {
            rule.Performed(effect);
        }
    }
}
