using System.Device.Gpio;
using System.Globalization;
using Homelab.Domain.Lab;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors.Gpio;

/// <summary>An opened chip.</summary>
internal sealed class GpioSession : IDisposable
{
    private readonly IGpioChip _chip;

    /// <exception cref="GpioAbsentException">It is not there, or may not be opened.</exception>
    public GpioSession(IGpioChip chip)
    {
        _chip = chip;
        _ = chip.Lines();
        Pins = new GpioController(chip.Open());
    }

    public GpioController Pins { get; }

    /// <summary>A line by its offset or its name, as it is used now; null where there is none.</summary>
    /// <param name="count">Of all lines.</param>
    /// <exception cref="GpioAbsentException">The chip is gone.</exception>
    public GpioLine? Find(string line, out int count)
    {
        var lines = _chip.Lines();
        count = lines.Count;
        return int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? lines.FirstOrDefault(info => info.Offset == offset)
            : lines.FirstOrDefault(info => info.Name == line);
    }

    /// <summary>Opens an input as it is declared.</summary>
    /// <param name="offset">Of the line on its chip, where there is such a one.</param>
    /// <returns>Why it cannot be opened; null where it is open.</returns>
    /// <exception cref="GpioAbsentException">The chip is gone.</exception>
    public string? TryOpen(InputConfig input, out int offset)
    {
        offset = 0;
        if (Find(input.Line, out var count) is not { } found)
        {
            return $"is no line of /dev/gpiochip{input.ChipNumber}: it has {count} and none is {input.Line}";
        }

        if (found.Consumer.Length > 0)
        {
            return $"is in use: {found.Consumer} has line {found.Offset}";
        }

        var (mode, word) = input.Pull switch { InputPull.Up => (PinMode.InputPullUp, "up"), InputPull.Down => (PinMode.InputPullDown, "down"), _ => (PinMode.Input, "") };
        if (!Pins.IsPinModeSupported(found.Offset, mode))
        {
            return $"cannot be pulled {word}: its chip or libgpiod knows none of that";
        }

        offset = found.Offset;
        Pins.OpenPin(offset, mode);
        if (input.Pull == InputPull.None || Pins.GetPinMode(offset) == mode)
        {
            return null;
        }

        Pins.ClosePin(offset);
        return $"is not pulled {word}: libgpiod took the line and left the resistor as it was";
    }

    public void Dispose() => Pins.Dispose();
}
