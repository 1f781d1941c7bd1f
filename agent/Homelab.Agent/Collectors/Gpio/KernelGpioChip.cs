using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors.Gpio;

/// <summary>A chip behind <c>/dev/gpiochipN</c>: the one place that opens them. Lines are read through libgpiod, 2 or 1.</summary>
internal sealed class KernelGpioChip(int number) : IGpioChip
{
    public GpioDriver Open()
    {
#pragma warning disable SDGPIO0001 // Debian 13 has libgpiod 2 only, and the package calls its driver for that an experiment.
        try
        {
            return new LibGpiodV2Driver(number);
        }
        catch (Exception absent) when (GpioLibrary.IsMissing(absent))
        {
            return new LibGpiodDriver(number);
        }
#pragma warning restore SDGPIO0001
    }

    public IReadOnlyList<GpioLine> Lines()
    {
        try
        {
            return GpioLines.Of($"/dev/gpiochip{number}");
        }
        catch (FileNotFoundException)
        {
            throw new GpioAbsentException("is not there");
        }
        catch (UnauthorizedAccessException)
        {
            throw new GpioAbsentException("may not be opened by the agent (it needs the group gpio)");
        }
        catch (IOException failure)
        {
            throw new GpioAbsentException($"does not say what lines it has (errno {failure.HResult})");
        }
    }
}
