using System.Collections.Immutable;
using Homelab.Agent.Devices;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Host;

namespace Homelab.Agent.Collectors.Gpio;

/// <summary>
/// The inputs and outputs that the lab file declares on one GPIO chip. A chip is a collector of its own, so that one which hangs is bounded and quarantined like any other and holds up no second.
/// </summary>
/// <param name="isOnBattery">Whether this node holds a lease that binds: what outputs follow; null where there is none to hold.</param>
/// <param name="pause">Between two looks at the lines; null where the caller has <see cref="Sample"/> called.</param>
internal sealed class GpioChipCollector(int number, IGpioChip chip, Pause? pause, TimeProvider clock, Func<bool>? isOnBattery = null) : ICollector, IDisposable
{
    /// <summary>Without a round for so long, and for three of its intervals, nobody wants the chip any more: a collector that the plan names no more is not told so.</summary>
    private static readonly TimeSpan s_forgotten = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private (Moment At, TimeSpan Interval) _round;
    private ImmutableArray<string> _inputs = [], _outputs = [];
    private GpioUse[] _uses = [];
    private GpioSession? _session;
    private GpioSampler? _sampler;

    public string Name => InputLine.Collector(number);

    /// <summary>Null where the name is no GPIO collector's.</summary>
    public static ICollector? For(string name, SysRoot root, TimeProvider clock, Func<bool>? isOnBattery = null) =>
        InputLine.ChipOf(name) is { } number && root.IsHost ? new GpioChipCollector(number, new KernelGpioChip(number), I2c.I2cBuses.WaitBy(clock), clock, isOnBattery) : null;

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        lock (_gate)
        {
            _round = (clock.Now(), settings.Interval);
            return Round(into, settings);
        }
    }

    private CollectorOutcome Round(Collection into, CollectorSettings settings)
    {
        Declare(settings.Option(InputLine.Option), settings.Option(OutputLine.Option));
        if (_uses.Length == 0)
        {
            Dispose();
            return CollectorOutcome.NothingHere("no input or output is declared on this chip");
        }

        try
        {
            _session ??= new GpioSession(chip);
            var session = _session;
            var outcome = SensorStates.Report(_uses.Select(use => use.Round(session, into)), into);
            if (_sampler is null && pause is not null)
            {
                _sampler = new GpioSampler(Sample, GpioSampler.PeriodOf(_uses.Select(use => use.Debounce)), pause);
                _sampler.Start();
            }

            return outcome;
        }
#pragma warning disable CA1031 // libgpiod and its wrapper throw what they like; the next round tries again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Gone(GpioLibrary.WhyNot(number, failure), into);
        }
    }

    /// <summary>One look at each line that is open.</summary>
    internal void Sample()
    {
        foreach (var use in _uses)
        {
            use.Sample();
        }

        if (IsForgotten)
        {
            lock (_gate)
            {
                if (IsForgotten)
                {
                    Dispose();
                }
            }
        }
    }

    private bool IsForgotten => clock.Now() - _round.At > (_round.Interval * 3 > s_forgotten ? _round.Interval * 3 : s_forgotten);

    public void Dispose()
    {
        _sampler?.Dispose();
        _sampler = null;
        foreach (var use in _uses)
        {
            use.Close();
        }

        _session?.Dispose();
        _session = null;
    }

    /// <summary>The chip as a whole: the next round opens it afresh.</summary>
    private CollectorOutcome Gone(string why, Collection into)
    {
        Dispose();
        foreach (var use in _uses)
        {
            into.AddSensor(use.Gone(why));
        }

        return CollectorOutcome.Failed(why);
    }

    private void Declare(ImmutableArray<string> inputs, ImmutableArray<string> outputs)
    {
        if (inputs.SequenceEqual(_inputs) && outputs.SequenceEqual(_outputs))
        {
            return;
        }

        Dispose();
        _uses = [.. inputs.Select(line => new GpioInput(line, number, clock)), .. outputs.Select(line => new GpioOutput(line, number, isOnBattery ?? (static () => false)))];
        (_inputs, _outputs) = (inputs, outputs);
    }
}
