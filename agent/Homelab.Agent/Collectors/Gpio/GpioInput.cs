using System.Device.Gpio;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;
using Homelab.Domain.Readings;
using Homelab.Host;
using SeriesKind = Homelab.Domain.Readings.SeriesKind;

namespace Homelab.Agent.Collectors.Gpio;

/// <summary>One declared input. Once it is open it is looked at between the rounds as well, so that a button which is pressed between two of them is counted.</summary>
internal sealed class GpioInput(string line, int chip, TimeProvider clock)
{
    private readonly InputConfig? _config = InputLine.Parse(line, chip, out _);
    private readonly Lock _gate = new();
    private DebouncedInput? _level;
    private volatile GpioSession? _session;
    private int _offset;
    private SensorState? _state;
    private Series? _active, _edges;

    /// <returns>What stays true of it until it is asked again.</returns>
    /// <exception cref="GpioAbsentException">The chip is gone.</exception>
    public SensorState Read(GpioSession session, Collection into)
    {
        if (_config is null)
        {
            _ = InputLine.Parse(line, chip, out var problem);
            return Say(problem);
        }

        try
        {
            if (_session is null && Open(session, _config) is { } why)
            {
                return Say(why);
            }

            var level = Observe(_config, session.Pins.Read(_offset) == PinValue.High);
            if (level.IsActive is { } isActive)
            {
                into.Add(_active!, isActive ? 1 : 0);
                into.Add(_edges!, level.Edges);
            }

            return Say("");
        }
        catch (GpioAbsentException)
        {
            Close();
            throw;
        }
#pragma warning disable CA1031 // libgpiod and its wrapper throw what they like; the other lines are read all the same, and the next round begins afresh.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Close();
            return Say($"cannot be read ({failure.GetType().Name})");
        }
    }

    public TimeSpan Debounce => _config?.Debounce ?? TimeSpan.MaxValue;

    /// <summary>Between two rounds, on another thread than theirs. What goes wrong the next round says.</summary>
    public void Sample()
    {
        if (_config is null || _session is not { } session)
        {
            return;
        }

        try
        {
            Observe(_config, session.Pins.Read(_offset) == PinValue.High);
        }
#pragma warning disable CA1031 // libgpiod and its wrapper throw what they like, and a round may close the line meanwhile.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The round that meets it tells it.
        }
    }

    public void Close()
    {
        if (_session is not { } session)
        {
            return;
        }

        _session = null;
        try
        {
            session.Pins.ClosePin(_offset);
        }
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
            // What cannot be closed is closed already, and goes with its driver.
        }
    }

    /// <returns>Why it cannot be opened; null where it is.</returns>
    private string? Open(GpioSession session, InputConfig config)
    {
        if (session.TryOpen(config, out var offset) is { } why)
        {
            return why;
        }

        _offset = offset;
        _level ??= new DebouncedInput(config.Debounce);
        var labels = Labels.Of(("chip", InputConfig.Chip), ("sensor", config.Name));
        _active ??= new Series("node_sensor_input", labels, "", SeriesKind.Gauge, InputLine.Collector(chip));
        _edges ??= new Series("node_sensor_input_edges_total", labels, "", SeriesKind.Counter, InputLine.Collector(chip));
        _session = session;
        return null;
    }

    private DebouncedInput Observe(InputConfig config, bool isHigh)
    {
        lock (_gate)
        {
            return _level = _level!.Observe(isHigh != config.IsActiveLow, clock.Now());
        }
    }

    /// <summary>What its state is with this problem; empty for none.</summary>
    public SensorState Say(string problem)
    {
        if (_state is null || _state.Problem != problem || _state.Address != _offset)
        {
            _state = new SensorState { Name = _config?.Name ?? line.Split(' ')[0], Chip = InputConfig.Chip, Bus = (uint)chip, Address = (uint)_offset, Problem = problem };
        }

        return _state;
    }
}
