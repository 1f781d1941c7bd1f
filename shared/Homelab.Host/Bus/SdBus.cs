using System.Runtime.InteropServices;

namespace Homelab.Host.Bus;

/// <summary>
/// The calls of libsystemd's sd-bus (sd-bus(3)) that are not variadic; the others cannot be called across this boundary. All return
/// a negative errno on failure.
/// </summary>
internal static partial class SdBus
{
    private const string Library = "libsystemd.so.0";

    [LibraryImport(Library, EntryPoint = "sd_bus_new")]
    public static partial int New(out BusHandle bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_set_address", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetAddress(BusHandle bus, string address);

    [LibraryImport(Library, EntryPoint = "sd_bus_set_bus_client")]
    public static partial int SetBusClient(BusHandle bus, int isClient);

    [LibraryImport(Library, EntryPoint = "sd_bus_start")]
    public static partial int Start(BusHandle bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_is_ready")]
    public static partial int IsReady(BusHandle bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_process")]
    public static partial int Process(BusHandle bus, nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_wait")]
    public static partial int Wait(BusHandle bus, ulong microseconds);

    /// <summary>Closes at once: sd_bus_flush would wait for a peer that does not read.</summary>
    [LibraryImport(Library, EntryPoint = "sd_bus_close_unref")]
    public static partial nint CloseUnref(nint bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_new_method_call", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int NewMethodCall(
        BusHandle bus, out MessageHandle message, string destination, string path, string interfaceName, string member);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_append_basic")]
    public static partial int AppendBasic(MessageHandle message, byte type, nint value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_append_basic", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AppendString(MessageHandle message, byte type, string value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_open_container", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenContainer(MessageHandle message, byte type, string contents);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_close_container")]
    public static partial int CloseContainer(MessageHandle message);

    [LibraryImport(Library, EntryPoint = "sd_bus_call")]
    public static partial int Call(BusHandle bus, MessageHandle message, ulong microseconds, ref BusError error, out MessageHandle reply);

    [LibraryImport(Library, EntryPoint = "sd_bus_error_free")]
    public static partial void FreeError(ref BusError error);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_read_basic")]
    public static partial int ReadBasic(MessageHandle message, byte type, out nint value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_enter_container", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int EnterContainer(MessageHandle message, byte type, string contents);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_exit_container")]
    public static partial int ExitContainer(MessageHandle message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_skip", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Skip(MessageHandle message, string types);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_unref")]
    public static partial nint UnrefMessage(nint message);
}

/// <summary>sd_bus_error (sd_bus_error(3)).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BusError
{
    public nint Name;
    public nint Message;
    public int NeedsFree;
}
