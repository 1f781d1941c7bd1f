using System.Buffers.Binary;

namespace Homelab.Agent.Devices;

/// <summary>What a BME280 has beside a BMP280: the humidity's calibration and formula (Bosch BME280 data sheet BST-BME280-DS002 rev 1.6, 4.2.2 and 8.1).</summary>
internal readonly record struct Bme280Calibration(byte H1, short H2, byte H3, short H4, short H5, sbyte H6)
{
    /// <summary>Bytes from register 0xE1 on; H1 stands apart, at 0xA1.</summary>
    public const int Bytes = 7;

    public static Bme280Calibration Of(byte h1, ReadOnlySpan<byte> bytes) => new(
        h1,
        BinaryPrimitives.ReadInt16LittleEndian(bytes),
        bytes[2],
        // Twelve bits each, whose low halves share a byte.
        (short)(((sbyte)bytes[3] << 4) | (bytes[4] & 0x0F)),
        (short)(((sbyte)bytes[5] << 4) | (bytes[4] >> 4)),
        (sbyte)bytes[6]);

    /// <summary>From 0 to 1.</summary>
    public double Humidity(int measured, double fine)
    {
        var warm = fine - 76800.0;
        var linear = measured - (H4 * 64.0 + H5 / 16384.0 * warm);
        var percent = linear * (H2 / 65536.0 * (1.0 + H6 / 67108864.0 * warm * (1.0 + H3 / 67108864.0 * warm)));
        percent *= 1.0 - H1 * percent / 524288.0;
        return Math.Clamp(percent, 0, 100) / 100;
    }
}
