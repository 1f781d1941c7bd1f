using System.Collections.Immutable;
using System.Threading.Channels;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Fleet;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using Homelab.Host;

namespace Homelab.Coordinator.Outage;

/// <summary>
/// The one runner: an input comes, the engine decides, the journal is written, the effects are performed. One thread, so that the engine
/// needs no lock.
/// </summary>
public sealed class OutageRunner : BackgroundService, IUplinkListener
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(200);

    private readonly Channel<(OutageInput Input, Moment At)> _inputs = Channel.CreateUnbounded<(OutageInput, Moment)>(new() { SingleReader = true });
    private readonly ILabInForce _lab;
    private readonly FeedBoard _board;
    private readonly OutageEffects _effects;
    private readonly OutageJournal _journal;
    private readonly OutageLog _log;
    private readonly IEventFeed _events;
    private readonly TimeProvider _clock;
    private readonly OutageEngine _engine;

    public OutageRunner(
        ILabInForce lab, FeedBoard board, OutageEffects effects, OutageJournal journal, OutageLog log, EpochFile epochs,
        OutageSettings settings, IEventFeed events, TimeProvider clock)
    {
        (_lab, _board, _effects, _journal, _log, _events, _clock) = (lab, board, effects, journal, log, events, clock);
        var fence = new Homelab.Domain.Shutdown.Fence($"lab:{lab.Current.Name}", epochs.Next(), settings.Instance, 0);
        _engine = new OutageEngine(lab.Current, fence, settings.HostBootId, journal.Entries, clock.Now());
        _log.Remember(journal.Entries, _engine);
        lab.Changed += taken => Post(new OutageInput.LabTaken(taken));
        board.Changed += feeds => Post(new OutageInput.FeedsAssessed(feeds));
    }

    public void Connected(string node, Hello hello, Moment now) => Post(PowerFrames.Hello(node, hello));

    public void Received(string node, AgentFrame frame, Moment now)
    {
        if (PowerFrames.Input(node, frame) is { } input)
        {
            _inputs.Writer.TryWrite((input, now));
        }
    }

    public void Disconnected(string node, string reason, Moment now) => Post(new OutageInput.NodeGone(node));

    public void Post(OutageInput input) => _inputs.Writer.TryWrite((input, _clock.Now()));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_engine.State.IsRunning)
        {
            _events.Add(4, "OutageResumed", "", $"Outage {_engine.State.OutageId} goes on where the journal stands ({_engine.State.Phase}).");
        }

        Post(new OutageInput.FeedsAssessed(_board.Current));
        await using var timer = _clock.CreateTimer(_ => Post(new OutageInput.Tick()), null, TickPeriod, TickPeriod);
        await foreach (var (input, at) in _inputs.Reader.ReadAllAsync(stoppingToken))
        {
            await Step(input, at);
        }
    }

    private async Task Step(OutageInput input, Moment at)
    {
        var (entries, effects) = _engine.Step(input, _clock.GetUtcNow(), at);
        if (entries.Length > 0 && !await _journal.TryAppend(entries))
        {
            _events.Add(2, "Unjournalled", "", $"The journal does not answer; steps down go on without it: {string.Join(", ", entries.Select(entry => entry.Transition))}.");

            // P22: going down goes on, the end of an outage and a start wait for the disk.
            effects = effects.RemoveAll(effect => effect.WaitsForJournal);
        }

        _log.Show(entries, _engine);
        foreach (var effect in effects)
        {
            _effects.Perform(effect);
        }
    }
}
