using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Rules;
using Homelab.Simulation.Scripts;
using static Homelab.Simulation.Tests.Rack;

namespace Homelab.Simulation.Tests;

/// <summary>
/// A rule that never fails holds nothing. Each test breaks one thing at a port of the simulator, in an outage that the honest engine
/// passes, and the rule that is named for it must say so.
/// </summary>
public class BrokenEnginesAreCaught
{
    private static void Caught<TRule>(SimulationPorts broken, params OutageEvent[] events)
        where TRule : Rule
    {
        Assert.Empty(Play(SimulationPorts.Honest, events).Run().Violations);
        var violations = Play(broken, events).Run().Violations;
        Assert.Contains(violations, violation => violation.Name == typeof(TRule).Name);
    }

    [Fact]
    public void A_journal_that_is_skipped() => Caught<NothingIsOrderedUnjournalled>(SimulationPorts.Honest with { Journal = _ => null });

    [Fact]
    public void A_lease_that_is_ignored() => Caught<NobodyLosesPowerWhileRunning>(
        SimulationPorts.Honest with { FromAgent = effect => effect is not AgentPowerEffect.PowerOff { OrderId: "" } },
        At(60, OutageAct.CoordinatorCrashes, span: 3600));

    [Fact]
    public void A_lease_that_counts_from_its_receipt() => Caught<NeedsHoldTheLongerLease>(
        SimulationPorts.Honest with
        {
            ToAgent = (agent, input) => input is AgentPowerInput.LeaseCame { BeatSentAt: not null } lease
                ? lease with { BeatSentAt = agent.Machine.Clock.Own }
                : input,
        },
        At(0, OutageAct.WireDelays, span: 4, ratio: 0.5));

    [Fact]
    public void A_target_set_that_is_not_kept() => Caught<EverybodyComesBack>(
        SimulationPorts.Honest with { Journal = entry => entry with { Nodes = [] } },
        At(330, OutageAct.MainsBack, "ups"),
        At(360, OutageAct.CoordinatorCrashes, span: 3));

    [Fact]
    public void An_outlet_that_goes_off_for_who_only_lost_its_network()
    {
        var switched = Lab with { Nodes = [.. Lab.Nodes.Select(node => node.Name == "web" ? node with { Start = StartMethod.ByOutlet(new OutletPlace("ups", 3)) } : node)], Policy = Cut.Policy };
        OutageEvent[] events = [At(20, OutageAct.CutOff, "web", span: 3600), At(30, OutageAct.MainsBack, "ups")];
        Assert.Empty(Play(SimulationPorts.Honest, switched, 1800, events).Run().Violations);
        var broken = SimulationPorts.Honest with { FromEngine = (_, effect) => effect is OutageEffect.SwitchOutlet on ? [on with { Act = OutletAct.Cycle }] : [effect] };
        Assert.Contains(Play(broken, switched, 1800, events).Run().Violations, violation => violation.Name == nameof(AnOutletHitsNobody));
    }

    [Fact]
    public void A_load_that_moves_and_is_not_reckoned()
    {
        // When small is empty, what hangs on both is too much for large: it dies with it.
        var large = Lab.Feeds[0] with { Name = "large", Nut = new NutSource("large", "hub"), DeclaredRuntime = null, RatingWatts = 300 };
        var two = Lab with
        {
            Feeds = [large, large with { Name = "small", Nut = new NutSource("small", "hub") }],
            Switches = [],
            Nodes = [.. Lab.Nodes.Select(node => node with { Switch = null, Watts = 100, Feeds = node.Name == "web" ? ["small"] : node.Name == "hub" ? ["large"] : ["large", "small"] })],
        };
        OutageScript outage = new([
            new OutageEvent(null, OutageAct.Lasts, "large", TimeSpan.FromMinutes(20)), new OutageEvent(null, OutageAct.Lasts, "small", TimeSpan.FromMinutes(8)),
            new OutageEvent(null, OutageAct.Draws, "hub", Ratio: 1.5),
            At(10, OutageAct.LosesMains, "large"), At(10, OutageAct.LosesMains, "small"), At(2400, OutageAct.Ends)]);
        Assert.Empty(new SimulatedLab(two, outage, seed: 1).Run().Violations);
        var blind = SimulationPorts.Honest with { LabOfEngine = lab => lab with { Nodes = [.. lab.Nodes.Select(node => node with { Watts = null })], Feeds = [.. lab.Feeds.Select(feed => feed with { RatingWatts = null })] } };
        Assert.Contains(new SimulatedLab(two, outage, seed: 1, blind).Run().Violations, violation => violation.Name == nameof(NobodyLosesPowerWhileRunning));
    }

    [Fact]
    public void A_self_test_that_is_taken_for_an_outage()
    {
        var tested = Lab with { Feeds = [.. Lab.Feeds.Select(feed => feed with { SelfTest = new SelfTestConfig() })], Policy = Lab.Policy with { Grace = TimeSpan.FromSeconds(10), Restart = Cut.Policy.Restart } };
        OutageScript outage = new([new OutageEvent(null, OutageAct.Lasts, "ups", TimeSpan.FromMinutes(6)), At(60, OutageAct.TestsItself, "ups", span: 50), At(300, OutageAct.Ends)]);
        var lab = new SimulatedLab(tested, outage, seed: 1);
        Assert.Empty(lab.Run().Violations);
        Assert.True(lab.Grid.Upses["ups"].HasTested);
        Assert.Empty(lab.Journal);
        var broken = SimulationPorts.Honest with
        {
            ToEngine = input => input is OutageInput.FeedsAssessed { Feeds: [{ RawStatus: "OB DISCHRG" } feed] } ? [new OutageInput.FeedsAssessed([feed with { Condition = FeedCondition.OnBattery, OnBatterySince = feed.OnBatterySince ?? feed.RuntimeAt - TimeSpan.FromSeconds(30), OnBatteryFor = TimeSpan.FromSeconds(30), OnLineSince = null, Runtime = TimeSpan.FromMinutes(2) }])] : [input],
        };
        Assert.Contains(new SimulatedLab(tested, outage, seed: 1, broken).Run().Violations, violation => violation.Name == nameof(OnlyWhatIsDyingStops));
    }

    [Fact]
    public void A_look_that_nobody_takes()
    {
        OutageScript outage = new([At(10, OutageAct.LosesMains, "rack"), At(900, OutageAct.MainsBack, "rack"), At(7200, OutageAct.Ends)]);
        Assert.Empty(new SimulatedLab(Attic, outage, seed: 1).Run().Violations);

        // An engine that knows of no host to start, and has the patience of a day.
        var blind = SimulationPorts.Honest with
        {
            LabOfEngine = lab => lab with
            {
                Feeds = [.. lab.Feeds.Select(feed => feed with { Nut = new NutSource("ups", "elsewhere.lan") })],
                Policy = lab.Policy with { Restart = lab.Policy.Restart with { GateAtMost = TimeSpan.FromDays(1) } },
            },
        };
        Assert.Contains(new SimulatedLab(Attic, outage, seed: 1, blind).Run().Violations, violation => violation.Name == nameof(EverySequenceEnds));
    }

    /// <summary>The first step is ordered before the coordinator crashes, and would be over after it has started again.</summary>
    [Fact]
    public void A_coordinator_that_starts_again_and_does_not_go_on()
    {
        var isDeaf = false;
        Caught<EverySequenceEnds>(
            SimulationPorts.Honest with
            {
                Journal = entry =>
                {
                    isDeaf |= entry is { Step: "stop:web", Transition: SequenceTransition.StepAcknowledged };
                    return entry;
                },
                ToEngine = input => isDeaf ? [] : [input],
            },
            At(300, OutageAct.CoordinatorCrashes, span: 3));
    }

    [Fact]
    public void A_node_that_is_named_in_place_of_being_started()
    {
        OutageScript outage = new([At(10, OutageAct.LosesMains, "rack"), At(900, OutageAct.MainsBack, "rack"), At(7200, OutageAct.Ends)]);
        Assert.Empty(new SimulatedLab(Attic, outage, seed: 1).Run().Violations);
        var idle = SimulationPorts.Honest with
        {
            LabOfEngine = lab => lab with { Policy = lab.Policy with { Restart = lab.Policy.Restart with { Tries = 1 } } },
            FromEngine = (_, effect) => effect is OutageEffect.WakeNode or OutageEffect.AskToWake ? [] : [effect],
        };
        Assert.Contains(new SimulatedLab(Attic, outage, seed: 1, idle).Run().Violations, violation => violation.Name == nameof(EverybodyComesBack));
    }

    /// <summary>Nobody is named, and the restart goes on for ever: only the bound of a return says so.</summary>
    [Fact]
    public void A_gate_that_never_opens()
    {
        OutageScript outage = new([At(10, OutageAct.LosesMains, "rack"), At(900, OutageAct.MainsBack, "rack"), At(18000, OutageAct.Ends)]);
        Assert.Empty(new SimulatedLab(Attic, outage, seed: 1).Run().Violations);
        var shut = SimulationPorts.Honest with
        {
            LabOfEngine = lab => lab with { Policy = lab.Policy with { Restart = lab.Policy.Restart with { ChargeRatio = 2, GateAtMost = TimeSpan.FromDays(1) } } },
        };
        Assert.Contains(new SimulatedLab(Attic, outage, seed: 1, shut).Run().Violations, violation => violation.Name == nameof(EverybodyComesBack));
    }

    [Fact]
    public void An_order_that_is_reversed() => Caught<NeedsStopAfterTheirDependents>(SimulationPorts.Honest with { LabOfEngine = Reversed });

    [Fact]
    public void A_generation_that_is_not_checked() => Caught<StaleMessagesChangeNothing>(
        SimulationPorts.Honest with
        {
            ToAgent = (agent, input) => input is AgentPowerInput.LeaseCame lease && lease.Fence.IsOlderThan(agent.State.Seen)
                ? lease with { Fence = agent.State.Seen, Sequence = ulong.MaxValue }
                : input,
        },
        At(0, OutageAct.WireRepeats, span: 30, ratio: 0.3));

    [Fact]
    public void A_boot_that_a_lease_is_not_checked_for() => Caught<StaleMessagesChangeNothing>(
        SimulationPorts.Honest with
        {
            // Two locks on one door: an agent that does not check the boot would still miss the beat.
            ToAgent = (agent, input) => input switch
            {
                AgentPowerInput.LeaseCame lease => lease with { BootId = agent.State.BootId, BeatSentAt = lease.BeatSentAt ?? agent.Machine.Clock.Own },
                _ => input,
            },
        },
        At(0, OutageAct.WireRepeats, span: 60, ratio: 0.3),
        At(59, OutageAct.CoordinatorCrashes, span: 60),
        At(60, OutageAct.Reboots, "web"));

    /// <summary>web is ordered at second 287. The coordinator dies then, so that a late copy of the order finds a boot that has heard nothing newer.</summary>
    [Fact]
    public void A_boot_that_an_order_is_not_checked_for() => Caught<StaleMessagesChangeNothing>(
        SimulationPorts.Honest with
        {
            ToAgent = (agent, input) => input switch
            {
                AgentPowerInput.OrderCame order => order with { BootId = agent.State.BootId, BeatSentAt = order.BeatSentAt ?? agent.Machine.Clock.Own },
                _ => input,
            },
        },
        At(0, OutageAct.WireRepeats, span: 60, ratio: 1),
        At(287.4, OutageAct.CoordinatorCrashes, span: 400),
        At(287.9, OutageAct.Reboots, "web"));

    [Fact]
    public void One_sign_that_is_taken_for_two() => Caught<NeedsStopAfterTheirDependents>(
        SimulationPorts.Honest with
        {
            ToEngine = input => input is OutageInput.NodeGone gone ? [input, new OutageInput.LoadGone(gone.Node)] : [input],
        },
        At(0, OutageAct.StopsIn, "web", span: 58));

    /// <summary>The battery loses a third: everybody's lease is shortened, and here a need's as soon as its dependents' were sent.</summary>
    [Fact]
    public void A_need_that_is_shortened_before_its_dependents_have_acknowledged()
    {
        Dictionary<string, Moment> expiries = [];
        List<OutageInput> acknowledged = [];
        Caught<NeedsHoldTheLongerLease>(
            SimulationPorts.Honest with
            {
                FromEngine = (_, effect) =>
                {
                    if (effect is OutageEffect.RenewLease { Terms: var terms } lease)
                    {
                        var expiry = terms.Beat.SentAt + terms.Duration;
                        if (expiries.TryGetValue(lease.Node, out var before) && expiry < before)
                        {
                            acknowledged.Add(new OutageInput.LeaseAnswered(lease.Node, terms.OutageId, terms.Fence.Epoch, terms.Sequence, IsHeld: true, ""));
                        }

                        expiries[lease.Node] = expiry;
                    }

                    return [effect];
                },
                ToEngine = input =>
                {
                    OutageInput[] all = [.. acknowledged, input];
                    acknowledged.Clear();
                    return all;
                },
            },
            At(0, OutageAct.WireDelays, span: 1, ratio: 0.7),
            At(60, OutageAct.LosesCharge, "ups", ratio: 0.3));
    }

    [Fact]
    public void An_end_that_is_told_to_nobody() => Caught<OnlyWhatIsDyingStops>(
        SimulationPorts.Honest with { FromEngine = (_, effect) => effect is OutageEffect.TellEnded ? [] : [effect] },
        At(60, OutageAct.MainsBack, "ups"));

    [Fact]
    public void A_shutdown_that_stops_another_node() => Caught<OnlyWhatIsDyingStops>(
        SimulationPorts.Honest with { ToEngine = input => input is OutageInput.OperatorAsked asked ? [asked with { Nodes = ["nas"] }] : [input] },
        At(20, OutageAct.MainsBack, "ups"),
        At(200, OutageAct.AskedDown, "web"));

    [Fact]
    public void Units_that_nobody_starts_again()
    {
        var units = Lab with { Services = [.. Lab.Services.Select(service => service with { Units = [$"{service.Name}.service"] })] };
        OutageEvent[] events = [At(12, OutageAct.MainsBack, "ups"), At(200, OutageAct.AskedDown, "db"), At(202, OutageAct.Cancelled)];
        var broken = SimulationPorts.Honest with { FromAgent = effect => effect is not AgentPowerEffect.StartUnits };
        Assert.Empty(Play(SimulationPorts.Honest, units, 900, events).Run().Violations);
        Assert.Contains(Play(broken, units, 900, events).Run().Violations, violation => violation.Name == nameof(StoppedUnitsRunAgain));
    }

    [Fact]
    public void A_cut_that_comes_too_early()
    {
        var broken = SimulationPorts.Honest with
        {
            FromEngine = (_, effect) => effect is OutageEffect.CutFeed cut ? [cut with { Delay = TimeSpan.Zero }] : [effect],
        };
        Assert.Empty(Play(SimulationPorts.Honest, Rack.Cut, 900).Run().Violations);
        Assert.Contains(Play(broken, Rack.Cut, 900).Run().Violations, violation => violation.Name == nameof(ACutHitsNobody));
    }

    [Fact]
    public void A_cut_that_is_told_without_its_entry()
    {
        var broken = SimulationPorts.Honest with { Journal = entry => entry.Transition == SequenceTransition.CutOrdered ? null : entry };
        Assert.Contains(Play(broken, Rack.Cut, 900).Run().Violations, violation => violation.Name == nameof(NothingIsOrderedUnjournalled));
    }

    private static LabConfig Reversed(LabConfig lab) => lab with
    {
        Services = [.. lab.Services.Select(service => service with { Needs = [.. lab.Services.Where(other => other.Needs.Contains(service.Name)).Select(other => other.Name)] })],
    };
}
