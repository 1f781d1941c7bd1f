using System.Net.Sockets;

namespace Homelab.Nut;

/// <summary>A connection as a stream that owns it, without Nagle's delay: what is said here is short, and waits for its answer.</summary>
internal static class TcpStream
{
    /// <exception cref="SocketException">Nobody answers there.</exception>
    public static async Task<Stream> OpenAsync(string host, int port, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
