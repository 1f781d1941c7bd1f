using System.Net;
using System.Net.Sockets;
using Homelab.Host.Wake;
using Homelab.TestKit.Network;

namespace Homelab.Shared.Tests.Host.Wake;

/// <summary>What a sleeping card listens for, seen where it would see it.</summary>
public sealed class AMagicPacketIsSent
{
    private const string Mac = "02:42:ac:11:00:07";

    private static readonly byte[] Address = [0x02, 0x42, 0xac, 0x11, 0x00, 0x07];

    [Fact]
    public void Six_bytes_of_ones_and_the_address_sixteen_times()
    {
        using var card = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 5000 };
        card.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Null(new MagicPacket(() => [(IPEndPoint)card.LocalEndPoint!]).TrySend(Mac));
        var buffer = new byte[200];
        var length = card.Receive(buffer);
        Assert.Equal(102, length);
        Assert.All(buffer[..6], part => Assert.Equal(0xff, part));
        Assert.All(buffer[6..102].Chunk(6), chunk => Assert.Equal(Address, chunk));
    }

    [Fact]
    public void To_everybody_in_the_segment_and_seen_at_the_other_end_of_the_cable()
    {
        string? said = "not sent";
        var frames = OwnSegment.FramesOf(() => said = new MagicPacket().TrySend(Mac));
        Assert.Null(said);
        var frame = Assert.Single(frames, frame => frame.AsSpan().IndexOf(MagicPacket.For(Mac)) >= 0);
        Assert.All(frame[..6], part => Assert.Equal(0xff, part));
        Assert.Equal([192, 0, 2, 255], frame[30..34]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("02:42:ac")]
    [InlineData("nonsense")]
    public void What_is_no_address_is_said_and_not_thrown(string mac) => Assert.NotNull(new MagicPacket(() => []).TrySend(mac));

    [Fact]
    public void A_host_without_a_segment_says_so() => Assert.Equal("this host is in no segment that takes a broadcast", new MagicPacket(() => []).TrySend(Mac));
}
