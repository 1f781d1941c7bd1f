using System.Device.I2c;

namespace Homelab.Agent.Devices;

public readonly record struct Bmp280Reading(double Celsius, double Pascals);

/// <summary>Bosch BMP280: temperature and pressure (data sheet BST-BMP280-DS001 rev 1.14).</summary>
public sealed class Bmp280(I2cDevice device, Pause pause)
{
    private readonly Bosch280 _chip = new(device, pause, 0x58, "BMP280");

    public bool TryRead(out Bmp280Reading reading, out string problem)
    {
        reading = default;
        if (!_chip.TryRead(out var pressure, out var temperature, out _, out problem))
        {
            return false;
        }

        var fine = _chip.Calibration.Fine(temperature);
        reading = new(Bmp280Calibration.Celsius(fine), _chip.Calibration.Pascals(pressure, fine));
        problem = Bosch280Range.Problem(reading.Celsius, reading.Pascals);
        return problem.Length == 0;
    }
}
