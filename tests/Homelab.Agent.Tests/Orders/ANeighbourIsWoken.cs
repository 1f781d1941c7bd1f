using System.Net;
using System.Net.Sockets;
using Homelab.Agent.Collectors;
using Homelab.Agent.Orders;
using Homelab.Contracts.V1;
using Homelab.Domain.Readings;
using Homelab.Host.Wake;

namespace Homelab.Agent.Tests.Orders;

/// <summary>An agent is asked to send the magic packet of a node in its segment (P28).</summary>
public sealed class ANeighbourIsWoken : IReadingSink, IDisposable
{
    private readonly Socket _card = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 5000 };
    private readonly List<string> _said = [];

    public ANeighbourIsWoken() => _card.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public void Dispose() => _card.Dispose();

    [Fact]
    public void With_its_own_address_each_time_it_is_asked()
    {
        var desk = new WakeDesk(new MagicPacket(() => [(IPEndPoint)_card.LocalEndPoint!]), this);
        foreach (var mac in new[] { "02:42:ac:11:00:07", "02:42:ac:11:00:08" })
        {
            Assert.Empty(desk.Handle(Ask(mac)));
            var buffer = new byte[200];
            Assert.Equal(MagicPacket.For(mac), buffer[.._card.Receive(buffer)]);
        }

        Assert.Empty(_said);
    }

    [Fact]
    public void Where_it_cannot_be_sent_the_agent_says_so()
    {
        _ = new WakeDesk(new MagicPacket(() => []), this).Handle(Ask("02:42:ac:11:00:07")).ToList();
        Assert.Equal("NotWoken: The magic packet of nas could not be sent: this host is in no segment that takes a broadcast.", Assert.Single(_said));
    }

    [Fact]
    public void Nothing_else_sends_one()
    {
        var desk = new WakeDesk(new MagicPacket(() => [(IPEndPoint)_card.LocalEndPoint!]), this);
        Assert.Empty(desk.Handle(new CoordinatorFrame { BeatAnswer = new BeatAnswer() }));
        Assert.Equal(0, _card.Available);
    }

    void IReadingSink.Add(CollectionRound round)
    {
    }

    void IReadingSink.Event(string code, string message, Labels labels) => _said.Add($"{code}: {message}");

    private static CoordinatorFrame Ask(string mac) => new() { Wake = new WakeRequest { Target = "nas", Mac = mac } };
}
