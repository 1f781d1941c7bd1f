using System.Collections.Immutable;
using System.Device.Gpio;
using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Gpio;
using Homelab.Agent.Tests.Collectors;
using Homelab.Domain.Lab;
using Homelab.Domain.Readings;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Agent.Tests.Collectors.Gpio;

public sealed class OutputsOfAGpioChip : IReadingSink, IDisposable
{
    private readonly PlayedGpioChip _chip = new();
    private readonly HandClock _clock = new();
    private readonly GpioChipCollector _collector;
    private bool _isOnBattery;

    public OutputsOfAGpioChip() => _collector = new GpioChipCollector(0, _chip, pause: null, _clock, () => _isOnBattery);

    [Fact]
    public void Follow_the_lease_between_the_rounds_too_and_are_shown_like_inputs()
    {
        string[] lines = ["buzzer 20 active=high when=on_battery", "relay GPIO21 active=low when=on_battery"];
        _chip.Names[21] = "GPIO21";
        var (outcome, round) = Round(lines);
        Assert.Equal(CollectorOutcome.Ok, outcome);
        Assert.Equal((PinMode.Output, PinMode.Output, false, true), (_chip.Opened[20], _chip.Opened[21], _chip.Levels[20], _chip.Levels[21]));
        Assert.Equal([("node_sensor_output", 0.0), ("node_sensor_output", 0.0)], round.Samples.Select(sample => (sample.Series.Metric, sample.Value)));
        Assert.Equal([("buzzer", "gpio", 20u, ""), ("relay", "gpio", 21u, "")], round.Sensors.Select(state => (state.Name, state.Chip, state.Address, state.Problem)));

        _isOnBattery = true;
        _collector.Sample();
        Assert.Equal((true, false), (_chip.Levels[20], _chip.Levels[21]));
        Assert.Equal([1.0, 1.0], Round(lines).Collection.Samples.Select(sample => sample.Value));

        _isOnBattery = false;
        _collector.Sample();
        Assert.Equal((false, true), (_chip.Levels[20], _chip.Levels[21]));
    }

    [Fact]
    public void Are_inactive_before_they_are_let_go()
    {
        _isOnBattery = true;
        Round("buzzer 20 active=high when=on_battery", "relay 21 active=low when=on_battery");
        Assert.Equal((true, false), (_chip.Levels[20], _chip.Levels[21]));

        Round("relay 21 active=low when=on_battery");
        Assert.False(_chip.Levels[20]);
        Assert.Equal([21], _chip.Opened.Keys);

        _collector.Dispose();
        Assert.True(_chip.Levels[21]);
        Assert.Empty(_chip.Opened);
        _collector.Sample();
        Assert.True(_chip.Levels[21]);
    }

    [Fact]
    public void That_nobody_declares_any_more_are_let_go_when_no_round_comes()
    {
        _isOnBattery = true;
        Round("buzzer 20 active=high when=on_battery");
        _clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromMilliseconds(1));
        _collector.Sample();
        Assert.False(_chip.Levels[20]);
        Assert.Empty(_chip.Opened);
    }

    [Fact]
    public void Say_what_is_wrong_and_hold_up_no_input()
    {
        _chip.Consumers[4] = "fan";
        _chip.Faults[9] = new IOException("EIO");
        _chip.Levels[12] = true;
        var settings = CollectorSettings.Default with
        {
            Options = ImmutableDictionary<string, ImmutableArray<string>>.Empty
                .Add(OutputLine.Option, ["gone 99 active=high when=on_battery", "taken 4 active=high when=on_battery", "broken 9 active=high when=on_battery", "newer 10 active=high when=warning"])
                .Add(InputLine.Option, ["door 12 debounce_ms=0"]),
        };
        var (outcome, round) = _collector.Round(settings);
        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.Equal(
            ["", "is no line of /dev/gpiochip0: it has 54 and none is 99", "is in use: fan has line 4", "cannot be set (IOException)", "is declared in a way that this agent does not understand"],
            round.Sensors.Select(state => state.Problem));
        Assert.Equal([("node_sensor_input", 1.0), ("node_sensor_input_edges_total", 0.0)], round.Samples.Select(sample => (sample.Series.Metric, sample.Value)));

        _chip.Absent = "is not there";
        Assert.Contains("is not set: /dev/gpiochip0 is not there", _collector.Round(settings).Collection.Sensors.Select(state => state.Problem));
    }

    [Fact]
    public async Task Go_inactive_with_their_agent()
    {
        _isOnBattery = true;
        var settings = Settings("buzzer 20 active=high when=on_battery");
        using var runner = new CollectorRunner([], name => name == "gpio-0" ? _collector : null, this, new ReportSource(_clock), _clock, NullLogger<CollectorRunner>.Instance);
        runner.Apply(new CollectorPlan("1", ImmutableDictionary<string, CollectorSettings>.Empty.Add("gpio-0", settings)));
        _collector.Round(settings);
        Assert.True(_chip.Levels[20]);
        await runner.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(_chip.Levels[20]);
        Assert.Empty(_chip.Opened);
    }

    void IReadingSink.Add(CollectionRound round)
    {
    }

    void IReadingSink.Event(string code, string message, Labels labels)
    {
    }

    public void Dispose()
    {
        _collector.Dispose();
        _chip.Dispose();
    }

    private (CollectorOutcome Outcome, Collection Collection) Round(params string[] lines) => _collector.Round(Settings(lines));

    private static CollectorSettings Settings(params string[] lines) =>
        CollectorSettings.Default with { Options = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(OutputLine.Option, [.. lines]) };
}
