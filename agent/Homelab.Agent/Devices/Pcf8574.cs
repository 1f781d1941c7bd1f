using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>
/// NXP PCF8574 and PCF8574A, eight inputs (data sheet PCF8574 rev 5, 8.1). A pin is an input while it is written high, as after power-on; nothing is written here, since that
/// would switch what somebody drives with it.
/// </summary>
public sealed class Pcf8574(I2cDevice device)
{
    public const int Pins = 8;

    /// <summary>One bit a pin, P0 the lowest. It has no id, so whatever answers is believed.</summary>
    public bool TryRead(out byte pins, out string problem)
    {
        pins = device.ReadByte();
        problem = "";
        return true;
    }
}
