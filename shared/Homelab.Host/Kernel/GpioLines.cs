using System.Runtime.InteropServices;
using System.Text;

namespace Homelab.Host.Kernel;

/// <summary>What the kernel says of one GPIO line.</summary>
/// <param name="Consumer">Who uses it; empty where nobody does.</param>
public sealed record GpioLine(int Offset, string Name, string Consumer);

/// <summary>The lines of a GPIO chip by linux/gpio.h, without asking for one.</summary>
public static partial class GpioLines
{
    /// <summary>_IOR(0xB4, 1, struct gpiochip_info): name and label of 32 bytes each, and the number of lines.</summary>
    private const nuint ChipInfo = 0x8044_B401;
    private const int ChipInfoBytes = 68, CountAt = 64;

    /// <summary>_IOWR(0xB4, 2, struct gpioline_info): offset and flags of four bytes each, name and consumer of 32.</summary>
    private const nuint LineInfo = 0xC048_B402;
    private const int LineInfoBytes = 72, FlagsAt = 4, NameAt = 8, ConsumerAt = 40, TextBytes = 32;
    private const uint IsUsed = 1;

    /// <summary>No chip has more.</summary>
    private const uint LinesMax = 1024;

    /// <exception cref="IOException">It is not there, or is no GPIO chip; HResult is the errno.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static IReadOnlyList<GpioLine> Of(string device)
    {
        using var file = File.OpenHandle(device, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> chip = stackalloc byte[ChipInfoBytes];
        chip.Clear();
        if (Control(file, ChipInfo, ref MemoryMarshal.GetReference(chip)) < 0)
        {
            throw new IOException($"{device} is no GPIO chip.", Marshal.GetLastPInvokeError());
        }

        var count = Math.Min(BitConverter.ToUInt32(chip[CountAt..]), LinesMax);
        var lines = new List<GpioLine>((int)count);
        Span<byte> line = stackalloc byte[LineInfoBytes];
        for (uint offset = 0; offset < count; offset++)
        {
            line.Clear();
            BitConverter.TryWriteBytes(line, offset);
            if (Control(file, LineInfo, ref MemoryMarshal.GetReference(line)) >= 0)
            {
                lines.Add(Parse(line));
            }
        }

        return lines;
    }

    internal static GpioLine Parse(ReadOnlySpan<byte> line)
    {
        var consumer = Text(line.Slice(ConsumerAt, TextBytes));
        var isUsed = (BitConverter.ToUInt32(line[FlagsAt..]) & IsUsed) != 0;
        return new GpioLine(BitConverter.ToInt32(line), Text(line.Slice(NameAt, TextBytes)), !isUsed ? "" : consumer.Length > 0 ? consumer : "the kernel");
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.IndexOf((byte)0) is >= 0 and var end ? bytes[..end] : bytes);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeHandle file, nuint request, ref byte message);
}
