using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Homelab.Host.Kernel;

/// <summary>The property mailbox of a Raspberry Pi's firmware at <c>/dev/vcio</c>, read only. What it cannot say is null.</summary>
public static partial class FirmwareMailbox
{
    // _IOWR(100, 0, char *) of 64-bit Linux.
    private const nuint PropertyRequest = 0xC008_6400;
    private const uint Succeeded = 0x8000_0000;

    /// <summary>RPI_FIRMWARE_GET_THROTTLED of the kernel's soc/bcm2835/raspberrypi-firmware.h.</summary>
    private const uint GetThrottled = 0x0003_0046;

    /// <summary>RPI_FIRMWARE_GET_GENCMD_RESULT of the same, and the room for command and answer that vcgencmd (raspberrypi/utils) gives it.</summary>
    private const uint GetCommandResult = 0x0003_0080;
    private const int CommandBytes = 1024;
    private const int CommandHeader = 6 * sizeof(uint);

    /// <summary>Bits 0 to 3 are now, 16 to 19 since boot. The request's value zero clears none of the latter.</summary>
    public static uint? Throttled(string device = "/dev/vcio")
    {
        Span<byte> message = stackalloc byte[7 * sizeof(uint)];
        Compose(message, GetThrottled);
        return Ask(device, message) ? Answer(message) : null;
    }

    /// <summary>What <c>vcgencmd</c> prints for a command that only reads; null where the firmware does not know it.</summary>
    public static string? Command(string command, string device = "/dev/vcio")
    {
        Span<byte> message = stackalloc byte[CommandHeader + CommandBytes + sizeof(uint)];
        ComposeCommand(message, command);
        return Ask(device, message) ? CommandAnswer(message) : null;
    }

    private static bool Ask(string device, Span<byte> message)
    {
        try
        {
            using var file = File.OpenHandle(device, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return Control(file, PropertyRequest, ref MemoryMarshal.GetReference(message)) >= 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Length, request, tag, room for the value, its length, the value, the end.</summary>
    internal static void Compose(Span<byte> message, uint tag)
    {
        message.Clear();
        Put(message, 0, (uint)message.Length);
        Put(message, 2, tag);
        Put(message, 3, sizeof(uint));
    }

    /// <summary>Length, request, tag, room for the text, its length, an error, the text, the end.</summary>
    internal static void ComposeCommand(Span<byte> message, string command)
    {
        message.Clear();
        Put(message, 0, (uint)message.Length);
        Put(message, 2, GetCommandResult);
        Put(message, 3, CommandBytes);
        Encoding.ASCII.GetBytes(command, message.Slice(CommandHeader, CommandBytes - 1));
    }

    internal static string? CommandAnswer(ReadOnlySpan<byte> message)
    {
        if (Word(message, 1) != Succeeded || Word(message, 5) != 0)
        {
            return null;
        }

        var text = message.Slice(CommandHeader, CommandBytes);
        var end = text.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? text : text[..end]);
    }

    /// <summary>Null unless the firmware says that the request and its tag were answered.</summary>
    internal static uint? Answer(ReadOnlySpan<byte> message) =>
        Word(message, 1) == Succeeded && (Word(message, 4) & Succeeded) != 0 ? Word(message, 5) : null;

    private static void Put(Span<byte> message, int index, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(message[(index * sizeof(uint))..], value);

    private static uint Word(ReadOnlySpan<byte> message, int index) => BinaryPrimitives.ReadUInt32LittleEndian(message[(index * sizeof(uint))..]);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(SafeHandle file, nuint request, ref byte message);
}
