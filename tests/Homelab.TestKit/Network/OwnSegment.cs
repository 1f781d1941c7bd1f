using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Homelab.TestKit.Network;

/// <summary>
/// A network of the test's own, on a thread of its own (needs root): one card with 192.0.2.1/24, and the other end of its cable, where
/// everything that truly leaves the card is seen.
/// </summary>
public static partial class OwnSegment
{
    private const int CloneNewNet = 0x40000000;

    /// <summary>ETH_P_IP, as the wire orders bytes: what arrives, and not what is sent.</summary>
    private const int ArrivingIp = 0x0008;

    /// <summary>The frames that arrived at the other end while something was done.</summary>
    public static IReadOnlyList<byte[]> FramesOf(Action action)
    {
        List<byte[]> frames = [];
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Within(action, frames);
            }
#pragma warning disable CA1031 // Thrown again on the thread that asked.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(thrown);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return frames;
    }

    private static void Within(Action action, List<byte[]> frames)
    {
        // A thread that left the network of its process never comes back to it; this one ends.
        if (Unshare(CloneNewNet) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        Run("link", "add", "card", "type", "veth", "peer", "name", "far");
        Run("address", "add", "192.0.2.1/24", "dev", "card");
        Run("link", "set", "card", "up");
        Run("link", "set", "far", "up");
        using var far = new Socket(AddressFamily.Packet, SocketType.Raw, (ProtocolType)ArrivingIp) { ReceiveTimeout = 1000 };
        action();
        var buffer = new byte[2048];
        while (far.Poll(TimeSpan.FromMilliseconds(500), SelectMode.SelectRead))
        {
            frames.Add(buffer[..far.Receive(buffer)]);
        }
    }

    private static void Run(params string[] arguments)
    {
        // From this very thread, so that it is born into the same network.
        using var process = Process.Start("ip", arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);
}
