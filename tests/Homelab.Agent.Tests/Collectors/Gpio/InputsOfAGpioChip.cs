using System.Collections.Immutable;
using System.Device.Gpio;
using System.Globalization;
using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Gpio;
using Homelab.Domain.Lab;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Collectors.Gpio;

public sealed class InputsOfAGpioChip : IDisposable
{
    private readonly PlayedGpioChip _chip = new();
    private readonly HandClock _clock = new();
    private readonly GpioChipCollector _collector;

    public InputsOfAGpioChip() => _collector = new GpioChipCollector(0, _chip, pause: null, _clock);

    [Fact]
    public void Are_read_by_number_and_by_name_and_turned_over_where_low_means_active()
    {
        _chip.Names[22] = "GPIO22";
        Set(17, isHigh: false);
        Set(22, isHigh: true);
        string[] lines = ["mains 17 active=low pull=up debounce_ms=0", "leak GPIO22 pull=down debounce_ms=0"];
        var (outcome, round) = Round(lines);
        Assert.Equal(CollectorOutcome.Ok, outcome);
        Assert.Equal([("mains", 1.0), ("leak", 1.0)], Values(round, "node_sensor_input"));
        Assert.Equal([(17u, ""), (22u, "")], round.Sensors.Select(state => (state.Address, state.Problem)));
        Assert.Equal((PinMode.InputPullUp, PinMode.InputPullDown), (_chip.Opened[17], _chip.Opened[22]));
        Assert.Equal("node_sensor_input{chip=\"gpio\",sensor=\"mains\"} gpio-0", $"{round.Samples[0].Series.Metric}{round.Samples[0].Series.Labels} {round.Samples[0].Series.Collector}");

        Set(17, isHigh: true);
        Assert.Equal([("mains", 0.0), ("leak", 1.0)], Values(Round(lines).Collection, "node_sensor_input"));
    }

    [Fact]
    public void Count_a_button_that_is_pressed_and_let_go_between_two_rounds_but_not_its_bouncing()
    {
        string[] lines = ["bell 5 debounce_ms=50"];
        Assert.Empty(Round(lines).Collection.Samples);
        Pass(50);
        Assert.Equal([("bell", 0.0)], Values(Round(lines).Collection, "node_sensor_input_edges_total"));

        foreach (var (isHigh, lasts) in new[] { (true, 5), (false, 3), (true, 200), (false, 4), (true, 2), (false, 100) })
        {
            Set(5, isHigh);
            Pass(lasts);
        }

        var (_, round) = Round(lines);
        Assert.Equal([("bell", 2.0)], Values(round, "node_sensor_input_edges_total"));
        Assert.Equal([("bell", 0.0)], Values(round, "node_sensor_input"));
    }

    [Fact]
    public void Say_each_for_itself_what_is_wrong_and_the_others_are_read()
    {
        _chip.Consumers[4] = "w1";
        _chip.Faults[9] = new IOException("EIO");
        _chip.KnowsPulls = false;
        var (outcome, round) = Round("gone 99", "named GPIO99", "taken 4", "broken 9", "pulled 10 pull=up", "newer 11 hue=red", "door 12 debounce_ms=0");
        Assert.Equal([("door", 0.0)], Values(round, "node_sensor_input"));
        Assert.Equal(
            [
                "is no line of /dev/gpiochip0: it has 54 and none is 99", "is no line of /dev/gpiochip0: it has 54 and none is GPIO99", "is in use: w1 has line 4", "cannot be read (IOException)",
                "cannot be pulled up: its chip or libgpiod knows none of that", "is declared with hue=red, which this agent does not understand", "",
            ],
            round.Sensors.Select(state => state.Problem));
        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.StartsWith("gone is no line of", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_not_read_where_the_resistor_was_asked_for_and_is_not_there()
    {
        _chip.IgnoresPulls = true;
        var (_, round) = Round("door 12 pull=up");
        Assert.Empty(round.Samples);
        Assert.Equal("is not pulled up: libgpiod took the line and left the resistor as it was", Assert.Single(round.Sensors).Problem);
        Assert.Empty(_chip.Opened);
    }

    [Theory]
    [InlineData("", 500)]
    [InlineData("50", 25)]
    [InlineData("400 50", 25)]
    [InlineData("1", 10)]
    [InlineData("60000", 500)]
    public void Are_looked_at_twice_within_the_shortest_debounce(string debounces, int period) =>
        Assert.Equal(TimeSpan.FromMilliseconds(period), GpioSampler.PeriodOf(debounces.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => TimeSpan.FromMilliseconds(int.Parse(text, CultureInfo.InvariantCulture)))));

    [Fact]
    public void Are_looked_at_between_the_rounds_until_they_are_declared_no_more()
    {
        var looks = 0;
        using var collector = new GpioChipCollector(0, _chip, _ => Interlocked.Increment(ref looks), _clock);
        collector.Round(Settings("door 12"));
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref looks) >= 2, TimeSpan.FromSeconds(20)));
        collector.Round(Settings());
        Assert.Empty(_chip.Opened);
    }

    [Fact]
    public void Are_let_go_when_no_round_comes_any_more()
    {
        Round("door 12");
        Pass(600_000);
        _collector.Sample();
        Assert.Single(_chip.Opened);
        Pass(1);
        _collector.Sample();
        Assert.Empty(_chip.Opened);
        Assert.Equal(CollectorOutcome.Ok, Round("door 12").Outcome);
    }

    [Fact]
    public void Are_opened_afresh_when_a_line_or_the_chip_comes_back_and_keep_their_count()
    {
        string[] lines = ["door 12 debounce_ms=0"];
        Round(lines);
        Set(12, isHigh: true);
        _chip.Faults[12] = new IOException("EIO");
        Assert.Equal(OutcomeKind.Failed, Round(lines).Outcome.Kind);
        Assert.Empty(_chip.Opened);

        _chip.Absent = "is not there";
        var (outcome, round) = Round(lines);
        Assert.Equal(CollectorOutcome.Failed("/dev/gpiochip0 is not there"), outcome);
        Assert.Equal("is not read: /dev/gpiochip0 is not there", Assert.Single(round.Sensors).Problem);

        (_chip.Absent, _) = (null, _chip.Faults.Remove(12));
        Assert.Equal([("door", 1.0)], Values(Round(lines).Collection, "node_sensor_input_edges_total"));
    }

    [Fact]
    public void Tell_of_a_missing_library_and_of_lines_that_are_declared_no_more()
    {
        _chip.OpenFails = new IOException("As the driver for libgpiod 2 does.", new DllNotFoundException());
        Assert.Equal("libgpiod is not installed (package libgpiod2 or libgpiod3)", Round("door 12").Outcome.Detail);
        _chip.OpenFails = null;
        Assert.Equal(CollectorOutcome.Ok, Round("door 12").Outcome);
        Assert.Equal(OutcomeKind.NothingHere, Round().Outcome.Kind);
        Assert.Empty(_chip.Opened);
    }

    [Fact]
    public void Are_looked_for_on_the_machine_itself_only()
    {
        using var captured = new TestRoot();
        Assert.Null(GpioChipCollector.For("gpio-0", captured.Root, _clock));
        Assert.Null(GpioChipCollector.For("i2c-0", new SysRoot("/"), _clock));
        var real = GpioChipCollector.For("gpio-250", new SysRoot("/"), _clock)!;
        Assert.Equal("/dev/gpiochip250 is not there", real.Round(Settings("door 12")).Outcome.Detail);
    }

    public void Dispose()
    {
        _collector.Dispose();
        _chip.Dispose();
    }

    private (CollectorOutcome Outcome, Collection Collection) Round(params string[] lines) => _collector.Round(Settings(lines));

    private void Set(int line, bool isHigh)
    {
        _chip.Levels[line] = isHigh;
        _collector.Sample();
    }

    private void Pass(int milliseconds) => _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

    private static IEnumerable<(string, double)> Values(Collection round, string metric) =>
        round.Samples.Where(sample => sample.Series.Metric == metric).Select(sample => (sample.Series.Labels.First(label => label.Key == "sensor").Value, sample.Value));

    private static CollectorSettings Settings(params string[] lines) =>
        CollectorSettings.Default with { Options = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(InputLine.Option, [.. lines]) };
}
