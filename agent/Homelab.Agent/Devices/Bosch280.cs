using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>
/// What BMP280 and BME280 share: identity, settings and the block of measurements, which is read as one so that its parts belong together (data sheet
/// BST-BME280-DS002 rev 1.6, chapters 4 and 5). The chip measures once a second by itself.
/// </summary>
internal sealed class Bosch280(I2cDevice device, Pause pause, byte id, string name)
{
    private enum Register : byte
    {
        Calibration = 0x88,
        Id = 0xD0,
        HumidityControl = 0xF2,
        Config = 0xF5,
        Control = 0xF4,
    }

    /// <summary>The longest of one measurement of all three at single sampling (9.1, table 13).</summary>
    private static readonly TimeSpan s_measures = TimeSpan.FromMilliseconds(10);

    private const byte OnceASecond = 0xA0;
    private const byte NormalMode = 0x27;
    private const byte SingleSample = 0x01;

    /// <summary>What stands in the registers before the first measurement.</summary>
    private const int NothingYet = 0x80000;

    private bool _isSetUp;

    public Bmp280Calibration Calibration { get; private set; }

    /// <summary>Raw readings; false, with what was read instead, where the chip is another or has nothing to tell.</summary>
    /// <param name="prepare">Reads what one kind has beside the other, when the chip is set up.</param>
    public bool TryRead(out int pressure, out int temperature, out int humidity, out string problem, Action? prepare = null)
    {
        (pressure, temperature, humidity) = (0, 0, 0);
        if (!_isSetUp && !TrySetUp(out problem, prepare))
        {
            return false;
        }

        Span<byte> block = stackalloc byte[13];
        device.Read((byte)Register.HumidityControl, block);
        if (block[2] != NormalMode)
        {
            _isSetUp = false;
            problem = "lost its settings, as after a loss of power";
            return false;
        }

        pressure = (block[5] << 12) | (block[6] << 4) | (block[7] >> 4);
        temperature = (block[8] << 12) | (block[9] << 4) | (block[10] >> 4);
        humidity = (block[11] << 8) | block[12];
        problem = temperature == NothingYet ? "has measured nothing yet" : "";
        return problem.Length == 0;
    }

    private bool TrySetUp(out string problem, Action? prepare)
    {
        var read = device.ReadByte((byte)Register.Id);
        if (read != id)
        {
            problem = $"is no {name}: its id is 0x{read:x2} and not 0x{id:x2}" + (read switch { 0x58 => ", a BMP280's", 0x60 => ", a BME280's", 0x61 => ", a BME680's", _ => "" });
            return false;
        }

        Span<byte> calibration = stackalloc byte[Bmp280Calibration.Bytes];
        device.Read((byte)Register.Calibration, calibration);
        Calibration = Bmp280Calibration.Of(calibration);
        if (Calibration.IsNone)
        {
            problem = "says that it was never calibrated";
            return false;
        }

        prepare?.Invoke();
        // Humidity's setting holds from the next write of the control register on (5.4.3).
        device.Write((byte)Register.HumidityControl, SingleSample);
        device.Write((byte)Register.Config, OnceASecond);
        device.Write((byte)Register.Control, NormalMode);
        pause(s_measures);
        _isSetUp = true;
        problem = "";
        return true;
    }
}
