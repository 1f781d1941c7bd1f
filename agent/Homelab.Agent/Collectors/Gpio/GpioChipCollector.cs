using System.Collections.Immutable;
using Homelab.Agent.Devices;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Host;

namespace Homelab.Agent.Collectors.Gpio;

/// <summary>
/// The inputs that the lab file declares on one GPIO chip. A chip is a collector of its own, so that one which hangs is bounded and quarantined like any other and holds up no second.
/// </summary>
/// <param name="pause">Between two looks at the lines; null where the caller has <see cref="Sample"/> called.</param>
internal sealed class GpioChipCollector(int number, IGpioChip chip, Pause? pause, TimeProvider clock) : ICollector, IDisposable
{
    /// <summary>Without a round for so long, and for three of its intervals, nobody wants the chip any more: a collector that the plan names no more is not told so.</summary>
    private static readonly TimeSpan s_forgotten = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private (Moment At, TimeSpan Interval) _round;
    private ImmutableArray<string> _lines = [];
    private GpioInput[] _inputs = [];
    private GpioSession? _session;
    private GpioSampler? _sampler;

    public string Name => InputLine.Collector(number);

    /// <summary>Null where the name is no GPIO collector's.</summary>
    public static ICollector? For(string name, SysRoot root, TimeProvider clock) =>
        InputLine.ChipOf(name) is { } number && root.IsHost ? new GpioChipCollector(number, new KernelGpioChip(number), span => Task.Delay(span, clock).GetAwaiter().GetResult(), clock) : null;

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
        Declare(settings.Option(InputLine.Option));
        if (_inputs.Length == 0)
        {
            Dispose();
            return CollectorOutcome.NothingHere("no input is declared on this chip");
        }

        try
        {
            _session ??= new GpioSession(chip);
            var session = _session;
            var outcome = SensorStates.Report(_inputs.Select(input => input.Read(session, into)), into);
            if (_sampler is null && pause is not null)
            {
                _sampler = new GpioSampler(Sample, GpioSampler.PeriodOf(_inputs.Select(input => input.Debounce)), pause);
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
        foreach (var input in _inputs)
        {
            input.Sample();
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
        foreach (var input in _inputs)
        {
            input.Close();
        }

        _session?.Dispose();
        _session = null;
    }

    /// <summary>The chip as a whole: the next round opens it afresh.</summary>
    private CollectorOutcome Gone(string why, Collection into)
    {
        Dispose();
        foreach (var input in _inputs)
        {
            into.AddSensor(input.Say($"is not read: {why}"));
        }

        return CollectorOutcome.Failed(why);
    }

    private void Declare(ImmutableArray<string> lines)
    {
        if (lines.SequenceEqual(_lines))
        {
            return;
        }

        Dispose();
        _inputs = [.. lines.Select(line => new GpioInput(line, number, clock))];
        _lines = lines;
    }
}
