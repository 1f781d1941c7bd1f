using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>
/// A lab in memory, in virtual time: the shipped engine and the shipped agent logic, links that take time, UPSes that play a script. What
/// it judges by is the truth (who runs, who stops), never what the coordinator believes.
/// </summary>
internal sealed partial class EngineHarness
{
    private readonly Dictionary<string, HarnessAgent> _agents = [];
    private readonly Dictionary<string, HarnessUps> _upses = [];
    private FeedDesk _feeds;
    private readonly Dictionary<string, int> _streams = [];
    private readonly bool _agentsReadFeeds;
    private ulong _epoch;
    private int _lastStream;
    private int _incarnation;

    public EngineHarness(LabConfig lab, params (string Feed, int RuntimeSeconds)[] runtimes)
        : this(lab, agentsReadFeeds: false, runtimes)
    {
    }

    /// <param name="agentsReadFeeds">Agents are told of their feeds, and read them when they are alone.</param>
    public EngineHarness(LabConfig lab, bool agentsReadFeeds, params (string Feed, int RuntimeSeconds)[] runtimes)
    {
        (Lab, _agentsReadFeeds) = (lab, agentsReadFeeds);
        Wire = new HarnessWire(_agents, Clock);
        _feeds = new FeedDesk(lab);
        foreach (var feed in lab.Feeds.Where(feed => !feed.IsMains))
        {
            _upses[feed.Name] = new HarnessUps(feed, Clock, TimeSpan.FromSeconds(runtimes.First(runtime => runtime.Feed == feed.Name).RuntimeSeconds)) { Changed = Supply };
        }

        foreach (var node in lab.Nodes)
        {
            _agents[node.Name] = new HarnessAgent(node, this, Clock);
        }

        StartCoordinator();
        Clock.RunUntil(Clock.Now + TimeSpan.FromSeconds(20));
        Zero = Clock.Now;
    }

    public LabConfig Lab { get; private set; }

    public VirtualClock Clock { get; } = new();

    /// <summary>When the lab had settled; scripts count from here.</summary>
    public Moment Zero { get; }

    public OutageEngine? Engine { get; private set; }

    /// <summary>What the next coordinator finds in its store.</summary>
    public DrillRecord Drills { get; set; } = DrillRecord.Empty;

    public List<JournalEntry> Journal { get; } = [];

    public List<OutageEffect.Announce> Said { get; } = [];

    /// <summary>Names in the order in which they truly began to stop, by an order or by a lease.</summary>
    public List<(string Node, Moment At, string Cause)> Stops { get; } = [];

    /// <summary>Units that were truly stopped or started, the first of each service: when it began, and when it was over.</summary>
    public List<(string Node, string What, string Unit, Moment Began, Moment Over)> Units { get; } = [];

    public HarnessWire Wire { get; }

    public bool IsCoordinatorUp => Engine is not null;

    /// <summary>Asked at every entry: true crashes the coordinator there.</summary>
    public Func<JournalEntry, CrashMoment?> CrashesAt { get; set; } = _ => null;

    /// <summary>Looks at the truth after every step of the coordinator and every input of an agent.</summary>
    public Action Watch { get; set; } = () => { };

    /// <summary>What happens to an effect on its way; null lets it pass.</summary>
    public Func<OutageEffect, OutageEffect?> Filter { get; set; } = effect => effect;

    public HarnessAgent Agent(string name) => _agents[name];

    public IEnumerable<HarnessAgent> Agents => _agents.Values;

    /// <summary>What the coordinator holds of the feeds.</summary>
    public FeedDesk Feeds => _feeds;

    public HarnessUps Ups(string feed) => _upses[feed];

    public double SecondsOf(Moment moment) => (moment - Zero).TotalSeconds;

    public EngineHarness At(double seconds, Action<EngineHarness> action)
    {
        Clock.At(Zero + TimeSpan.FromSeconds(seconds), () => action(this));
        return this;
    }

    public EngineHarness RunUntil(double seconds)
    {
        Clock.RunUntil(Zero + TimeSpan.FromSeconds(seconds));
        return this;
    }

    /// <summary>An operator asks again until it has come about, as one whose coordinator died would.</summary>
    public void AskUntilDone(OperatorWish wish, Func<OutageState, bool> isDone) => Clock.Every(TimeSpan.FromSeconds(1), () =>
    {
        if (Engine is not null && !isDone(Engine.State))
        {
            Step(new OutageInput.OperatorAsked(wish, "ada", []));
        }

        return Engine is null || !isDone(Engine.State);
    });

    /// <summary>A new lab file, as a coordinator takes it up, and as the next one finds it.</summary>
    public void TakeLab(LabConfig lab)
    {
        Lab = lab;
        Step(new OutageInput.LabTaken(lab));
    }

    public int NextStream() => ++_lastStream;

    public void StopCoordinator()
    {
        Engine = null;
        _incarnation++;
        _streams.Clear();
        foreach (var agent in _agents.Values)
        {
            agent.NobodyListens();
        }
    }

    public void StartCoordinator()
    {
        // The host that the coordinator runs on may be down by then.
        if (Lab.CoordinatorNode is { } own && !_agents[own.Name].IsRunning)
        {
            return;
        }

        _epoch++;
        var incarnation = ++_incarnation;
        _feeds = new FeedDesk(Lab);
        Engine = new OutageEngine(Lab, new Fence("lab:attic", _epoch, $"instance-{_epoch}", 0), $"host-boot-{HostBoot}", Journal, Clock.Now, drills: Drills);
        Clock.Every(TimeSpan.FromMilliseconds(200), () => Alive(incarnation, () => Step(new OutageInput.Tick())));
        Clock.Every(TimeSpan.FromSeconds(1), () => Alive(incarnation, Poll));
    }

    public void Receive(HarnessAgent agent, OutageInput input, int stream)
    {
        if (Engine is null)
        {
            return;
        }

        if (input is OutageInput.NodeHello)
        {
            _streams[agent.Name] = stream;
        }

        if (_streams.GetValueOrDefault(agent.Name) == stream)
        {
            Step(input);
            if (input is OutageInput.NodeHello { BootId: var boot })
            {
                Step(new OutageInput.UnitsSeen(agent.Name, boot, [.. Lab.Services.Where(service => service.On.Contains(agent.Name)).SelectMany(service => service.Units).Select(agent.Sees)]));
            }
        }
    }

    public void BeganToStop(HarnessAgent agent, AgentPowerEffect.PowerOff off)
    {
        Stops.Add((agent.Name, Clock.Now, off.OrderId.Length > 0 ? "order" : "lease"));
        if (agent.Config.IsCoordinator)
        {
            StopCoordinator();
        }
        else if (Engine is not null)
        {
            Step(new OutageInput.NodeGone(agent.Name));
        }
    }

    private bool Alive(int incarnation, Action action)
    {
        if (incarnation != _incarnation)
        {
            return false;
        }

        action();
        return incarnation == _incarnation;
    }

    private void Poll()
    {
        foreach (var (name, ups) in _upses)
        {
            _feeds.Observe(name, ups.Poll(Clock.Now));
        }

        Step(new OutageInput.FeedsAssessed(_feeds.Assess(Clock.Now)));
    }

    public void Step(OutageInput input)
    {
        if (Engine is null)
        {
            return;
        }

        var (entries, effects) = Engine.Step(input, DateTimeOffset.UnixEpoch, Clock.Now);
        foreach (var entry in entries)
        {
            var crash = CrashesAt(entry);
            if (crash != CrashMoment.BeforeJournal)
            {
                Journal.Add(entry);
            }

            if (crash is CrashMoment.BeforeJournal or CrashMoment.AfterJournal)
            {
                Crash();
                return;
            }

            if (crash == CrashMoment.AfterEffects)
            {
                Journal.AddRange(entries.SkipWhile(other => other != entry).Skip(1));
                Perform(effects);
                Crash();
                return;
            }
        }

        Perform(effects);
        Watch();
    }

    private void Crash()
    {
        StopCoordinator();
        Clock.After(TimeSpan.FromSeconds(3), StartCoordinator);
    }

    private void Perform(ImmutableArray<OutageEffect> effects)
    {
        foreach (var effect in effects.Select(Filter).OfType<OutageEffect>())
        {
            switch (effect)
            {
                case OutageEffect.RenewLease { Terms: var lease } renewed:
                    Send(renewed.Node, agent => new AgentPowerInput.LeaseCame(
                        lease.OutageId, lease.Fence, lease.Sequence, lease.BootId, agent.SentAt(lease.Beat), lease.Duration, lease.Advisory, lease.DyingFeeds) { Reserve = lease.Reserve });
                    break;
                case OutageEffect.GiveOrder { Terms: var order } given:
                    Send(given.Node, agent => new AgentPowerInput.OrderCame(
                        order.OrderId, order.OutageId, order.StepId, order.BootId, order.Fence, agent.SentAt(order.Beat), order.Lifetime, order.Reason) { End = order.End });
                    break;
                case OutageEffect.StopUnits { Terms: var order } stop:
                    Send(stop.Node, agent => new AgentPowerInput.UnitsOrderCame(
                        order.OrderId, order.OutageId, order.StepId, order.BootId, order.Fence, agent.SentAt(order.Beat), order.Lifetime, stop.Units, order.StopBound, order.Reason));
                    break;
                case OutageEffect.TellEnded ended:
                    Send(ended.Node, _ => new AgentPowerInput.EndedCame(ended.OutageId, ended.Fence, ended.BootId));
                    break;
                case OutageEffect.AnswerBeat answer when _agentsReadFeeds:
                    Send(answer.Node, _ => new AgentPowerInput.BeatAnswered(answer.Fence));
                    break;
                case OutageEffect.TellWatch watch when _agentsReadFeeds:
                    Send(watch.Node, _ => new AgentPowerInput.WatchCame(watch.Watch, watch.Fence));
                    break;
                case OutageEffect.WakeNode { Target: var target }:
                    Wire.Send(target);
                    break;
                case OutageEffect.AskToWake { Target: var target } asked when _agents[asked.Node].IsRunning:
                    Wire.Send(target);
                    break;
                case OutageEffect.SwitchOutlet outlet:
                    Switch(outlet);
                    break;
                case OutageEffect.ToUps toUps:
                    Ask(toUps);
                    break;
                case OutageEffect.Announce said:
                    Said.Add(said);
                    break;
            }
        }
    }

    private void Send(string node, Func<HarnessAgent, AgentPowerInput> frame) => _agents[node].Send(_streams.GetValueOrDefault(node), frame);
}
