using System.Net.Sockets;

namespace Homelab.TestKit.Network;

/// <summary>A socket with a name in the file system (unix(7)).</summary>
public static class UnixSocket
{
    /// <summary>Whether somebody takes connections there: the file is there a moment earlier.</summary>
    public static bool Listens(string path)
    {
        try
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
