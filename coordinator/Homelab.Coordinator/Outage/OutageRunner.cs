using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Reports;
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
public sealed class OutageRunner : BackgroundService, IUplinkListener, IOperatorLine
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(200);

    private readonly Channel<(OutageInput Input, Moment At, TaskCompletionSource<OperatorReply>? Asker)> _inputs =
        Channel.CreateUnbounded<(OutageInput, Moment, TaskCompletionSource<OperatorReply>?)>(new() { SingleReader = true });
    private readonly ConcurrentQueue<TaskCompletionSource<bool>> _touches = [];
    private readonly ILabInForce _lab;
    private readonly FeedBoard _board;
    private readonly OutageEffects _effects;
    private readonly OutageJournal _journal;
    private readonly OutageLog _log;
    private readonly IEventFeed _events;
    private readonly TimeProvider _clock;
    private readonly ILogger<OutageRunner> _logger;
    private readonly OutageEngine _engine;
    private readonly OutageScribe _scribe;

    public OutageRunner(
        ILabInForce lab, FeedBoard board, OutageEffects effects, UpsCommands upses, OutletSwitch outlets, OutageJournal journal, OutageLog log, EpochFile epochs,
        StopStore stops, DrillStore drills, OutageScribe scribe, OutageSettings settings, IEventFeed events, TimeProvider clock, ILogger<OutageRunner> logger)
    {
        (_lab, _board, _effects, _journal, _log, _scribe, _events, _clock, _logger) = (lab, board, effects, journal, log, scribe, events, clock, logger);
        LastStepAt = clock.Now();
        var fence = new Homelab.Domain.Shutdown.Fence($"lab:{lab.Current.Name}", epochs.Next(), settings.Instance, 0);
        _engine = new OutageEngine(lab.Current, fence, settings.HostBootId, journal.Entries, clock.Now(), stops.Kept, drills.Kept);
        _log.Remember(journal.Entries, _engine);
        lab.Changed += taken => Post(new OutageInput.LabTaken(taken));
        upses.Answered += answered => Post(answered);
        outlets.Answered += answered => Post(answered);
        board.Changed += feeds => Post(new OutageInput.FeedsAssessed(feeds));
    }

    /// <summary>When it last came round; it ticks five times a second.</summary>
    public Moment LastStepAt { get; private set; }

    public void Connected(string node, Hello hello, Moment now) => Post(PowerFrames.Hello(node, hello));

    public void Received(string node, AgentFrame frame, Moment now)
    {
        if (PowerFrames.Input(node, frame) is { } input)
        {
            _inputs.Writer.TryWrite((input, now, null));
        }
    }

    public void Disconnected(string node, string reason, Moment now) => Post(new OutageInput.NodeGone(node));

    public void Post(OutageInput input) => _inputs.Writer.TryWrite((input, _clock.Now(), null));

    public Task<OperatorReply> Ask(OutageInput.OperatorAsked asked)
    {
        var asker = new TaskCompletionSource<OperatorReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _inputs.Writer.TryWrite((asked, _clock.Now(), asker));
        return asker.Task;
    }

    /// <summary>Whether the journal would take an entry in time now; between two rounds, for it is nobody else's.</summary>
    public Task<bool> TouchJournal()
    {
        var touch = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _touches.Enqueue(touch);
        return touch.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_engine.State.IsRunning)
        {
            _events.Add(4, "OutageResumed", "", $"Outage {_engine.State.OutageId} goes on where the journal stands ({_engine.State.Phase}).");
        }

        Post(new OutageInput.FeedsAssessed(_board.Current));
        await using var timer = _clock.CreateTimer(_ => Post(new OutageInput.Tick()), null, TickPeriod, TickPeriod);
        await foreach (var (input, at, asker) in _inputs.Reader.ReadAllAsync(stoppingToken))
        {
            var reply = await StepGuarded(input, at);
            asker?.TrySetResult(reply);
            if (_touches.TryDequeue(out var touch))
            {
                touch.TrySetResult(await _journal.TryTouch());
            }

            LastStepAt = _clock.Now();
        }
    }

    private async Task<OperatorReply> StepGuarded(OutageInput input, Moment at)
    {
        try
        {
            return await Step(input, at);
        }
#pragma warning disable CA1031 // One input that the engine cannot take must not leave the lab without anybody who counts down.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _logger.LogError(failure, "The outage engine failed over {Input} in a way that should not happen; it goes on with the next", input.GetType().Name);
            return new OperatorReply(false, "The outage engine failed over it; the coordinator's log says how.");
        }
    }

    private async Task<OperatorReply> Step(OutageInput input, Moment at)
    {
        var wall = _clock.GetUtcNow();
        var (entries, effects) = _engine.Step(input, wall, at);
        var isJournalled = await _journal.TryAppend(entries);
        if (!isJournalled)
        {
            if (entries.Length > 0)
            {
                _events.Add(2, "Unjournalled", "", $"The journal does not answer; steps down go on without it: {string.Join(", ", entries.Select(entry => entry.Transition))}.");
            }

            foreach (var withheld in Unjournalled.Withheld(effects))
            {
                Post(withheld);
            }

            effects = Unjournalled.MayStill(effects);
        }

        _log.Show(entries, _engine);
        foreach (var effect in effects)
        {
            _effects.Perform(effect);
        }

        _scribe.See(input, entries, _engine, wall, at);
        return Reply(entries, effects, isJournalled);
    }

    private OperatorReply Reply(ImmutableArray<JournalEntry> entries, ImmutableArray<OutageEffect> effects, bool isJournalled) =>
        entries.FirstOrDefault(entry => entry.Operator.Length > 0) is { } taken
            ? new OperatorReply(
                true, isJournalled ? taken.Detail : "It is in force, and the journal does not answer: a coordinator that starts again will not know of it.", !isJournalled)
            : effects.OfType<OutageEffect.Announce>().FirstOrDefault(said => said.Code is "OperatorRefused") is { } refused
                ? new OperatorReply(false, refused.Message)
                : new OperatorReply(false, _engine.StandsDown.Length > 0
                    ? $"The outage engine stands down and orders nothing: {_engine.StandsDown.TrimEnd('.')}."
                    : _engine.IsReadingFirst
                        ? "The outage engine has just begun and reads its feeds first: ask again in a few seconds."
                        : "The outage engine took no step for it: see homelab outage show, and ask again.");
}
