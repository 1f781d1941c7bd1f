using System.Runtime.InteropServices;

namespace Homelab.Host.Bus;

/// <summary>Turns sd-bus's errno and the service's error name into a fault and a sentence.</summary>
internal static class BusFaults
{
    private const int OperationNotPermitted = 1;
    private const int AccessDenied = 13;
    private const int TimedOut = 110;

    public static BusResult<T> From<T>(BusCall call, int answered, ref BusError error)
    {
        var name = Marshal.PtrToStringUTF8(error.Name);
        var said = Marshal.PtrToStringUTF8(error.Message);
        SdBus.FreeError(ref error);
        var fault = Classify(-answered, name);
        return BusResult.Failed<T>(fault, fault switch
        {
            BusFault.TimedOut => $"{call.Service} did not answer {call.Member} in time",
            BusFault.Disconnected => $"the bus connection broke during {call.Member}",
            BusFault.NoService => $"{call.Service} is not on the bus",
            BusFault.Denied => $"{call.Service} refused {call.Member}: {said ?? name}",
            _ => $"{call.Service} answered {call.Member} with {name}: {said}",
        });
    }

    private static BusFault Classify(int errno, string? name) => name switch
    {
        "org.freedesktop.DBus.Error.ServiceUnknown" or "org.freedesktop.DBus.Error.NameHasNoOwner" => BusFault.NoService,
        "org.freedesktop.DBus.Error.AccessDenied" or "org.freedesktop.DBus.Error.AuthFailed" => BusFault.Denied,
        "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired" => BusFault.Denied,
        "org.freedesktop.DBus.Error.NoReply" or "org.freedesktop.DBus.Error.Timeout" => BusFault.TimedOut,
        "org.freedesktop.DBus.Error.Disconnected" => BusFault.Disconnected,
        _ => errno switch
        {
            TimedOut => BusFault.TimedOut,
            OperationNotPermitted or AccessDenied => BusFault.Denied,
            _ => name is null ? BusFault.Disconnected : BusFault.Remote,
        },
    };
}
