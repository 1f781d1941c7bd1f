using Homelab.Agent.Collectors;
using Homelab.Domain;

namespace Homelab.Agent.Tests.Collectors;

public class CollectorScheduleTests
{
    private readonly CollectorSlot _one = new(new Named("one"));
    private readonly CollectorSlot _two = new(new Named("two"));
    private readonly CollectorSchedule _schedule;
    private Moment _now = Moment.FromSeconds(1000);

    public CollectorScheduleTests()
    {
        _schedule = new CollectorSchedule([_one, _two]);
        _schedule.Apply(CollectorPlan.Default, _now);
    }

    [Fact]
    public void All_that_is_due_goes_to_one_worker_and_settles_together()
    {
        Assert.True(_schedule.Advance(_now).WantsWorker);
        Assert.False(_schedule.Advance(_now).WantsWorker, "a second worker while the first comes");
        Assert.Same(_one, _schedule.TryStart(_now));
        _schedule.Return(_one, CollectorOutcome.Ok, _now);
        Assert.Same(_two, _schedule.TryStart(_now));
        Assert.False(_schedule.Advance(_now).IsSettled);
        _schedule.Return(_two, CollectorOutcome.Ok, _now);
        Assert.Null(_schedule.TryStart(_now));

        var step = _schedule.Advance(_now);

        Assert.Equal([_two], step.Finished);
        Assert.True(step.IsSettled);
        Assert.Equal(_now + TimeSpan.FromSeconds(10), step.WakeAt);
    }

    [Fact]
    public void A_worker_that_was_asked_for_is_looked_at_soon_where_nothing_else_is_due()
    {
        var step = _schedule.Advance(_now);

        Assert.True(step.WantsWorker);
        Assert.Equal(_now + CollectorSchedule.Patience, step.WakeAt);
    }

    [Fact]
    public void Nobody_waits_long_behind_a_slow_collector()
    {
        _schedule.Advance(_now);
        _schedule.TryStart(_now);

        var step = Pass(0.25);
        Assert.True(step.WantsWorker);
        Assert.Same(_two, _schedule.TryStart(_now));
        _schedule.Return(_two, CollectorOutcome.Ok, _now);

        Assert.True(_schedule.Advance(_now).IsSettled, "the slow one still holds up the round");
    }

    [Fact]
    public void A_hung_collector_is_reported_once_and_not_started_again_before_it_is_back()
    {
        _schedule.Advance(_now);
        _schedule.TryStart(_now);

        Assert.Equal([_one], Pass(5).TimedOut);
        Assert.Equal(OutcomeKind.TimedOut, _one.LastOutcome?.Kind);
        for (var i = 0; i < 100; i++)
        {
            Assert.Empty(Pass(10).TimedOut);
            while (_schedule.TryStart(_now) is { } started)
            {
                Assert.Same(_two, started);
                _schedule.Return(started, CollectorOutcome.Ok, _now);
            }
        }

        Assert.Equal(SlotPhase.Hanging, _one.Phase);
    }

    [Fact]
    public void A_collector_that_came_back_waits_longer_after_each_time_out()
    {
        var waits = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            StartOne();
            Pass(5);
            _schedule.Return(_one, CollectorOutcome.Ok, _now);
            var step = Pass(0);
            Assert.Equal([_one], step.Recovered);
            Assert.Empty(step.Finished);
            waits.Add((_one.DueAt - _now).TotalSeconds);
            _now = _one.DueAt;
        }

        Assert.Equal([20, 40, 80, 160, 320, 600, 600, 600], waits);
    }

    [Fact]
    public void One_round_in_time_makes_a_collector_trusted_again()
    {
        StartOne();
        Pass(5);
        _schedule.Return(_one, CollectorOutcome.Ok, _now);
        Pass(20);
        StartOne();
        _schedule.Return(_one, CollectorOutcome.Ok, _now);
        Pass(0);

        Assert.Equal((0, OutcomeKind.Ok), (_one.TimeoutsInARow, _one.LastOutcome?.Kind));
    }

    [Fact]
    public void Ticks_keep_their_rhythm_and_those_missed_are_left_out()
    {
        Finish();
        Pass(12);
        Finish();
        Assert.Equal(Moment.FromSeconds(1020), _schedule.Advance(_now).WakeAt);

        Pass(100);
        Finish();
        Assert.Equal(_now + TimeSpan.FromSeconds(10), _schedule.Advance(_now).WakeAt);
    }

    [Fact]
    public void A_disabled_collector_does_not_run_and_a_changed_one_runs_at_once()
    {
        Finish();
        var settings = CollectorPlan.Default.Settings
            .Add("one", CollectorSettings.Default with { Enabled = false }).Add("two", CollectorSettings.Default with { Interval = TimeSpan.FromSeconds(60) });
        _schedule.Apply(new CollectorPlan("2", settings), _now);

        Assert.True(_schedule.Advance(_now).WantsWorker);
        Assert.Same(_two, _schedule.TryStart(_now));
        Assert.Null(_schedule.TryStart(_now));
    }

    private ScheduleStep Pass(double seconds)
    {
        _now += TimeSpan.FromSeconds(seconds);
        return _schedule.Advance(_now);
    }

    private void Finish()
    {
        _schedule.Advance(_now);
        while (_schedule.TryStart(_now) is { } slot)
        {
            _schedule.Return(slot, CollectorOutcome.Ok, _now);
        }

        _schedule.Advance(_now);
    }

    private void StartOne()
    {
        _schedule.Advance(_now);
        while (_schedule.TryStart(_now) is { } slot)
        {
            if (slot == _one)
            {
                continue;
            }

            _schedule.Return(slot, CollectorOutcome.Ok, _now);
        }

        Assert.Equal(SlotPhase.Running, _one.Phase);
        _schedule.Advance(_now);
    }

    private sealed class Named(string name) : ICollector
    {
        public string Name => name;

        public CollectorOutcome Collect(Collection into, CollectorSettings settings) => CollectorOutcome.Ok;
    }
}
