namespace Homelab.Agent.Devices;

/// <summary>A checksum of eight bits, the highest bit first.</summary>
internal static class Crc8
{
    public static byte Of(ReadOnlySpan<byte> bytes, byte polynomial, byte begin)
    {
        var crc = begin;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (byte)((crc & 0x80) != 0 ? (crc << 1) ^ polynomial : crc << 1);
            }
        }

        return crc;
    }
}
