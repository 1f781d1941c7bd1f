using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <param name="Humidity">Relative, from 0 to 1.</param>
public readonly record struct Bme280Reading(double Celsius, double Pascals, double Humidity);

/// <summary>Bosch BME280: temperature, pressure and humidity (data sheet BST-BME280-DS002 rev 1.6).</summary>
public sealed class Bme280
{
    private enum Register : byte
    {
        HumidityCalibration1 = 0xA1,
        HumidityCalibration = 0xE1,
    }

    private readonly I2cDevice _device;
    private readonly Bosch280 _chip;
    private Bme280Calibration _humidity;

    public Bme280(I2cDevice device, Pause pause) => (_device, _chip) = (device, new Bosch280(device, pause, 0x60, "BME280"));

    public bool TryRead(out Bme280Reading reading, out string problem)
    {
        reading = default;
        if (!_chip.TryRead(out var pressure, out var temperature, out var humidity, out problem, ReadHumidityCalibration))
        {
            return false;
        }

        var fine = _chip.Calibration.Fine(temperature);
        reading = new(Bmp280Calibration.Celsius(fine), _chip.Calibration.Pascals(pressure, fine), _humidity.Humidity(humidity, fine));
        problem = Bosch280Range.Problem(reading.Celsius, reading.Pascals);
        return problem.Length == 0;
    }

    private void ReadHumidityCalibration()
    {
        Span<byte> bytes = stackalloc byte[Bme280Calibration.Bytes];
        _device.Read((byte)Register.HumidityCalibration, bytes);
        _humidity = Bme280Calibration.Of(_device.ReadByte((byte)Register.HumidityCalibration1), bytes);
    }
}
