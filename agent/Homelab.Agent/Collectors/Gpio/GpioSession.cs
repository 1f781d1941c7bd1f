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

    /// <summary>A line that nobody has.</summary>
    /// <param name="chip">Its number, for the sentence.</param>
    /// <returns>Why there is none; null where there is.</returns>
    /// <exception cref="GpioAbsentException">The chip is gone.</exception>
    public string? TryFind(string line, int chip, out int offset)
    {
        var found = Find(line, out var count);
        offset = found?.Offset ?? 0;
        return found is null ? $"is no line of /dev/gpiochip{chip}: it has {count} and none is {line}"
            : found.Consumer.Length > 0 ? $"is in use: {found.Consumer} has line {found.Offset}"
            : null;
    }

    /// <summary>Opens an input as it is declared.</summary>
    /// <param name="offset">Of the line on its chip, where there is such a one.</param>
    /// <returns>Why it cannot be opened; null where it is open.</returns>
    /// <exception cref="GpioAbsentException">The chip is gone.</exception>
    public string? TryOpen(InputConfig input, out int offset)
    {
        if (TryFind(input.Line, input.ChipNumber, out offset) is { } taken)
        {
            return taken;
        }

        var (mode, word) = input.Pull switch { InputPull.Up => (PinMode.InputPullUp, "up"), InputPull.Down => (PinMode.InputPullDown, "down"), _ => (PinMode.Input, "") };
        if (!Pins.IsPinModeSupported(offset, mode))
        {
            return $"cannot be pulled {word}: its chip or libgpiod knows none of that";
        }

        Pins.OpenPin(offset, mode);
        if (input.Pull == InputPull.None || Pins.GetPinMode(offset) == mode)
        {
            return null;
        }

        Pins.ClosePin(offset);
        return $"is not pulled {word}: libgpiod took the line and left the resistor as it was";
    }

    /// <summary>Opens an output at a level from the first moment on.</summary>
    /// <param name="offset">Of the line on its chip, where there is such a one.</param>
    /// <returns>Why it cannot be opened; null where it is open.</returns>
    /// <exception cref="GpioAbsentException">The chip is gone.</exception>
    public string? TryOpen(OutputConfig output, bool isActive, out int offset)
    {
        if (TryFind(output.Line, output.ChipNumber, out offset) is { } taken)
        {
            return taken;
        }

        Pins.OpenPin(offset, PinMode.Output, LevelOf(output, isActive));
        return null;
    }

    public static PinValue LevelOf(OutputConfig output, bool isActive) => isActive != output.IsActiveLow ? PinValue.High : PinValue.Low;

    public void Dispose() => Pins.Dispose();
}
