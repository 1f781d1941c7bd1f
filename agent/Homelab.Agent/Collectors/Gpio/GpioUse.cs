using System.Device.Gpio;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;

namespace Homelab.Agent.Collectors.Gpio;

/// <summary>One declared line of a chip, held open between the rounds and opened afresh after every failure.</summary>
/// <param name="done">What is done with it, for the sentence that says it cannot be: read or set.</param>
internal abstract class GpioUse(string name, int chip, string done)
{
    private volatile GpioSession? _session;
    private int _offset;
    private SensorState? _state;

    /// <summary>How long a level must stand before it means something.</summary>
    public abstract TimeSpan Debounce { get; }

    /// <summary>Why its line of the plan cannot be used; empty where it can.</summary>
    protected abstract string Misdeclared { get; }

    /// <returns>What stays true of it until the next round.</returns>
    /// <exception cref="GpioAbsentException">The chip is gone.</exception>
    public SensorState Round(GpioSession session, Collection into)
    {
        if (Misdeclared.Length > 0)
        {
            return Say(Misdeclared);
        }

        try
        {
            if (_session is null)
            {
                if (TryOpen(session, out var offset) is { } why)
                {
                    return Say(why);
                }

                _offset = offset;
                _session = session;
            }

            Take(session.Pins, _offset, into);
            return Say("");
        }
        catch (GpioAbsentException)
        {
            Close();
            throw;
        }
#pragma warning disable CA1031 // libgpiod and its wrapper throw what they like; the other lines are used all the same, and the next round begins afresh.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Close();
            return Say($"cannot be {done} ({failure.GetType().Name})");
        }
    }

    /// <summary>Between two rounds, on another thread than theirs. What goes wrong the next round says.</summary>
    public void Sample()
    {
        if (_session is not { } session)
        {
            return;
        }

        try
        {
            Take(session.Pins, _offset, null);
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
            Leave(session.Pins, _offset);
        }
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
            // What cannot be closed is closed already, and goes with its driver.
        }
    }

    /// <summary>What its state is where the chip as a whole is not there.</summary>
    public SensorState Gone(string why) => Say($"is not {done}: {why}");

    /// <summary>What its state is with this problem; empty for none.</summary>
    private SensorState Say(string problem)
    {
        if (_state is null || _state.Problem != problem || _state.Address != _offset)
        {
            _state = new SensorState { Name = name, Chip = InputConfig.Chip, Bus = (uint)chip, Address = (uint)_offset, Problem = problem };
        }

        return _state;
    }

    /// <returns>Why it cannot be opened; null where it is.</returns>
    protected abstract string? TryOpen(GpioSession session, out int offset);

    /// <param name="into">Null between the rounds.</param>
    protected abstract void Take(GpioController pins, int offset, Collection? into);

    protected virtual void Leave(GpioController pins, int offset) => pins.ClosePin(offset);
}
