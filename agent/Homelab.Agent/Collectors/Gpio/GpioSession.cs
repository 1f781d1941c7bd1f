using System.Device.Gpio;
using System.Globalization;
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

    public void Dispose() => Pins.Dispose();
}
