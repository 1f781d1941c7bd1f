namespace Homelab.Agent.Devices;

/// <summary>The checksum of Sensirion's and Aosong's chips: polynomial 0x31, begun with 0xFF (SHT3x data sheet, 4.12: 0xBEEF gives 0x92).</summary>
internal static class SensirionCrc
{
    public static byte Of(ReadOnlySpan<byte> bytes) => Crc8.Of(bytes, 0x31, 0xFF);

    /// <summary>Two words, each with its checksum behind it.</summary>
    public static bool TryWords(ReadOnlySpan<byte> answer, out ushort first, out ushort second)
    {
        (first, second) = ((ushort)((answer[0] << 8) | answer[1]), (ushort)((answer[3] << 8) | answer[4]));
        return Of(answer[..2]) == answer[2] && Of(answer[3..5]) == answer[5];
    }
}
