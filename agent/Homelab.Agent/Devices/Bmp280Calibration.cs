using System.Buffers.Binary;

namespace Homelab.Agent.Devices;

/// <summary>
/// What was burnt into a BMP280 or BME280 when it was measured in the factory, and the formulae that make degrees and pascals of it (Bosch BMP280 data
/// sheet BST-BMP280-DS001 rev 1.14, 3.11.3 and 8.1).
/// </summary>
internal readonly record struct Bmp280Calibration(
    ushort T1, short T2, short T3, ushort P1, short P2, short P3, short P4, short P5, short P6, short P7, short P8, short P9)
{
    /// <summary>Bytes from register 0x88 on, the low byte of each number first.</summary>
    public const int Bytes = 24;

    /// <summary>No chip is calibrated so: nothing drives the bus, or something else answers.</summary>
    public bool IsNone => T1 is 0 or ushort.MaxValue || P1 is 0 or ushort.MaxValue;

    public static Bmp280Calibration Of(ReadOnlySpan<byte> bytes) => new(
        (ushort)Word(bytes, 0), Word(bytes, 1), Word(bytes, 2), (ushort)Word(bytes, 3), Word(bytes, 4), Word(bytes, 5), Word(bytes, 6), Word(bytes, 7), Word(bytes, 8),
        Word(bytes, 9), Word(bytes, 10), Word(bytes, 11));

    /// <summary>The fine temperature, which pressure and humidity are corrected by; a degree has 5120 of it.</summary>
    public double Fine(int measured)
    {
        var first = (measured / 16384.0 - T1 / 1024.0) * T2;
        var second = (measured / 131072.0 - T1 / 8192.0) * (measured / 131072.0 - T1 / 8192.0) * T3;
        return first + second;
    }

    public static double Celsius(double fine) => fine / 5120.0;

    public double Pascals(int measured, double fine)
    {
        var first = fine / 2.0 - 64000.0;
        var second = first * first * P6 / 32768.0;
        second += first * P5 * 2.0;
        second = second / 4.0 + P4 * 65536.0;
        first = (P3 * first * first / 524288.0 + P2 * first) / 524288.0;
        first = (1.0 + first / 32768.0) * P1;
        var pressure = (1048576.0 - measured - second / 4096.0) * 6250.0 / first;
        first = P9 * pressure * pressure / 2147483648.0;
        second = pressure * P8 / 32768.0;
        return pressure + (first + second + P7) / 16.0;
    }

    private static short Word(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadInt16LittleEndian(bytes[(index * 2)..]);
}
