using System.Device.Gpio;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors.Gpio;

/// <summary>One GPIO chip of the machine.</summary>
internal interface IGpioChip
{
    /// <summary>Opens it for lines; the caller disposes of the driver.</summary>
    /// <exception cref="Exception">Whatever <see cref="GpioDriver"/> throws where there is no library or no permission.</exception>
    GpioDriver Open();

    /// <summary>Its lines.</summary>
    /// <exception cref="GpioAbsentException">It is not there, or may not be opened.</exception>
    IReadOnlyList<GpioLine> Lines();
}

/// <summary>The chip as a whole cannot be used. The message stands behind the chip's name.</summary>
internal sealed class GpioAbsentException(string message) : Exception(message);
