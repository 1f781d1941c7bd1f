using Homelab.Domain;
using Homelab.Domain.Readings;
using Homelab.Host;

namespace Homelab.Agent.Collectors;

/// <summary>
/// Runs the collectors as the schedule says, on threads of its own: a collector can hang in the kernel, and the thread pool belongs to the
/// lease. In the normal case one thread a round runs all that are due and ends.
/// </summary>
public sealed class CollectorRunner : BackgroundService
{
    private const int WorkerStackBytes = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly Func<string, ICollector?> _declared;
    private readonly CollectorSchedule _schedule;
    private readonly CollectorRounds _rounds;
    private readonly IReadingSink _sink;
    private readonly TimeProvider _clock;
    private readonly ILogger<CollectorRunner> _logger;
    private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="declared">Makes a collector that exists only where the plan names it; null for a name that it does not know.</param>
    public CollectorRunner(
        IReadOnlyList<ICollector> collectors, Func<string, ICollector?> declared, IReadingSink sink, ReportSource report, TimeProvider clock, ILogger<CollectorRunner> logger)
    {
        (_declared, _sink, _clock, _logger) = (declared, sink, clock, logger);
        _schedule = new CollectorSchedule(collectors.Select(collector => new CollectorSlot(collector)));
        _rounds = new CollectorRounds(_schedule.Slots, sink, report, clock);
        _schedule.Apply(CollectorPlan.Default, clock.Now());
    }

    /// <summary>Replaces what runs and how often, at once.</summary>
    public void Apply(CollectorPlan plan)
    {
        lock (_gate)
        {
            foreach (var name in plan.Settings.Keys.Where(name => name != CollectorPlan.Every && _schedule.Slots.All(slot => slot.Collector.Name != name)).ToList())
            {
                if (_declared(name) is { } collector)
                {
                    _schedule.Add(new CollectorSlot(collector, isDeclared: true));
                }
                else
                {
                    _logger.LogWarning("The coordinator configures a collector that this agent has not: {Collector}", name);
                }
            }

            _schedule.Apply(plan, _clock.Now());
        }

        Signal();
    }

    /// <summary>Lets go of what collectors hold: an output goes inactive with its agent. One that hangs is waited for no longer than this.</summary>
    private static readonly TimeSpan s_letGo = TimeSpan.FromSeconds(2);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        IDisposable[] held;
        lock (_gate)
        {
            held = [.. _schedule.Slots.Where(slot => slot.Phase == SlotPhase.Waiting).Select(slot => slot.Collector).OfType<IDisposable>()];
        }

        var letGo = Task.WhenAll(held.Select(collector => Task.Run(collector.Dispose, CancellationToken.None)));
        await letGo.WaitAsync(s_letGo, _clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var signal = Volatile.Read(ref _signal);
            var step = Step();
            if (step.WantsWorker)
            {
                StartWorker();
            }

            await Wait(signal.Task, step.WakeAt, stoppingToken).ConfigureAwait(false);
            if (signal.Task.IsCompleted)
            {
                Volatile.Write(ref _signal, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }
        }
    }

    private ScheduleStep Step()
    {
        lock (_gate)
        {
            var step = _schedule.Advance(_clock.Now());
            foreach (var slot in step.TimedOut)
            {
                Say("CollectorTimedOut", $"Collector {slot.Collector.Name} {slot.LastOutcome?.Detail}; it is not started again before it comes back.", slot);
            }

            foreach (var slot in step.Recovered)
            {
                Say("CollectorRecovered", $"Collector {slot.Collector.Name} came back after its bound; what it read is dropped.", slot);
            }

            _rounds.Take(step);
            return step;
        }
    }

    private void Say(string code, string message, CollectorSlot slot)
    {
        _logger.LogWarning("{Code}: {Message}", code, message);
        _sink.Event(code, message, Labels.Of(("collector", slot.Collector.Name)));
    }

    private void StartWorker() =>
        new Thread(Work, WorkerStackBytes) { IsBackground = true, Name = "collect" }.Start();

    private void Work()
    {
        while (true)
        {
            CollectorSlot? slot;
            lock (_gate)
            {
                slot = _schedule.TryStart(_clock.Now());
            }

            if (slot is null)
            {
                Signal();
                return;
            }

            var outcome = Collect(slot);
            lock (_gate)
            {
                _schedule.Return(slot, outcome, _clock.Now());
            }
        }
    }

    private CollectorOutcome Collect(CollectorSlot slot) => GuardedCollection.Collect(
        slot.Collector, slot.Collection, slot.Settings, failure => _logger.LogError(failure, "Collector {Collector} has a fault", slot.Collector.Name));

    private void Signal() => Volatile.Read(ref _signal).TrySetResult();

    private async Task Wait(Task signal, Moment wakeAt, CancellationToken stopping)
    {
        var span = wakeAt - _clock.Now();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var longest = TimeSpan.FromHours(1);
        var delay = Task.Delay(span < TimeSpan.Zero ? TimeSpan.Zero : span > longest ? longest : span, _clock, ended.Token);
        await Task.WhenAny(signal, delay).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
