using System.Net.Sockets;

namespace Homelab.Nut;

/// <summary>Socket errors in words of our own, since programs may be built without the framework's messages.</summary>
internal static class SocketWords
{
    public static string Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "it refuses connections",
        SocketError.ConnectionReset or SocketError.Shutdown => "it was reset",
        SocketError.HostNotFound or SocketError.NoData or SocketError.NoRecovery => "its name is not known",
        SocketError.TryAgain => "its name cannot be looked up now",
        SocketError.HostUnreachable or SocketError.HostDown => "there is no way to the host",
        SocketError.NetworkUnreachable or SocketError.NetworkDown => "there is no way to its network",
        SocketError.TimedOut => "it does not answer",
        _ => $"socket error {(int)error}",
    };
}
