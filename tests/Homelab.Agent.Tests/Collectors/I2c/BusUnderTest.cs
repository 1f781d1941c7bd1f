using System.Collections.Immutable;
using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.I2c;
using Homelab.Domain.Lab;
using Homelab.TestKit.I2c;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Collectors.I2c;

/// <summary>The collector of bus 1 with played chips on it, and a clock that only they move.</summary>
internal sealed class BusUnderTest : IDisposable
{
    private readonly TestRoot _root = new TestRoot().With("dev/i2c-1", "");
    private readonly HandClock _clock = new();
    private readonly I2cBusCollector _collector;
    private readonly Dictionary<int, Func<ChipOnBus>> _chips;

    public BusUnderTest(IEnumerable<string> lines, Dictionary<int, Func<ChipOnBus>>? chips = null)
    {
        _chips = chips ?? [];
        Settings = Of(lines);
        _collector = new I2cBusCollector(1, _root.Root, Open, span => _clock.Advance(span), _clock);
    }

    public CollectorSettings Settings { get; set; }

    /// <summary>Of every chip, unless one has its own.</summary>
    public BusFault Fault { get; init; }

    public List<ChipOnBus> Opened { get; } = [];

    public static CollectorSettings Of(IEnumerable<string> lines) =>
        CollectorSettings.Default with { Options = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(SensorLine.Option, [.. lines]) };

    public (CollectorOutcome Outcome, Collection Collection) Round() => _collector.Round(Settings);

    public void Dispose()
    {
        _collector.Dispose();
        _root.Dispose();
    }

    private ChipOnBus Open(int bus, int address)
    {
        var chip = _chips.TryGetValue(address, out var make) ? make() : new ChipOnBus(address: address) { Fault = Fault };
        chip.WhileStuck = () => _clock.Advance(TimeSpan.FromSeconds(1));
        Opened.Add(chip);
        return chip;
    }
}
