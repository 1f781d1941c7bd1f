using System.Buffers.Binary;
using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>Registers of a chip that is told the register's number first: each call is one transfer on the bus.</summary>
internal static class Registers
{
    public static void Read(this I2cDevice device, byte register, Span<byte> into) => device.WriteRead([register], into);

    public static byte ReadByte(this I2cDevice device, byte register)
    {
        Span<byte> bytes = stackalloc byte[1];
        device.Read(register, bytes);
        return bytes[0];
    }

    /// <summary>The high byte first, as most chips with 16-bit registers have it.</summary>
    public static ushort ReadWord(this I2cDevice device, byte register)
    {
        Span<byte> bytes = stackalloc byte[2];
        device.Read(register, bytes);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    public static void Write(this I2cDevice device, byte register, byte value) => device.Write([register, value]);

    public static void WriteWord(this I2cDevice device, byte register, ushort value) => device.Write([register, (byte)(value >> 8), (byte)value]);
}
