using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Homelab.Host.Wake;

/// <summary>Wake-on-LAN: six bytes of ones, then the address sixteen times, broadcast into every segment that this host is in.</summary>
public sealed class MagicPacket
{
    /// <summary>Discard: a sleeping card looks at the content, not at the port.</summary>
    private const int Port = 9;

    private readonly Func<IEnumerable<IPEndPoint>> _targets;

    public MagicPacket()
        : this(Broadcasts)
    {
    }

    /// <param name="targets">Where to send to, asked each time.</param>
    public MagicPacket(Func<IEnumerable<IPEndPoint>> targets) => _targets = targets;

    /// <exception cref="FormatException">It is no hardware address.</exception>
    public static byte[] For(string mac)
    {
        var address = PhysicalAddress.Parse(mac).GetAddressBytes();
        if (address.Length != 6)
        {
            throw new FormatException($"{mac} is no hardware address.");
        }

        return [.. Enumerable.Repeat((byte)0xff, 6), .. Enumerable.Repeat(address, 16).SelectMany(bytes => bytes)];
    }

    /// <summary>Null where it was sent; why not, in words, otherwise. That it was sent says nothing of what it did.</summary>
    public string? TrySend(string mac)
    {
        try
        {
            var packet = For(mac);
            var sent = 0;
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true };
            string? failure = null;
            foreach (var target in _targets())
            {
                try
                {
                    socket.SendTo(packet, target);
                    sent++;
                }
                catch (SocketException refused)
                {
                    failure = refused.Message;
                }
            }

            return sent > 0 ? null : failure ?? "this host is in no segment that takes a broadcast";
        }
        catch (Exception failure) when (failure is SocketException or FormatException or NetworkInformationException)
        {
            return failure.Message;
        }
    }

    private static IEnumerable<IPEndPoint> Broadcasts() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(one => one.OperationalStatus == OperationalStatus.Up && one.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(one => one.GetIPProperties().UnicastAddresses)
        .Where(own => own.Address.AddressFamily == AddressFamily.InterNetwork && own.PrefixLength < 31)
        .Select(own => new IPEndPoint(Broadcast(own.Address, own.IPv4Mask), Port))
        .Distinct();

    private static IPAddress Broadcast(IPAddress own, IPAddress mask) =>
        new([.. own.GetAddressBytes().Zip(mask.GetAddressBytes(), (part, kept) => (byte)(part | ~kept))]);
}
