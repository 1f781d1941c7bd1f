using Homelab.Contracts.V1;
using Homelab.TestKit.Repo;
using Homelab.Agent.Orders;
using Homelab.Agent.Collectors;
using Homelab.Agent.Uplink;
using Homelab.Domain.Readings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Homelab.Host;
using Homelab.Domain.Shutdown;

namespace Homelab.Agent.Tests.Orders;

/// <summary>Somebody fills the card of a node. Leases and orders lie on a tmpfs of their own, and so are held; on the full disk itself they would not be.</summary>
public sealed class AFullDiskUnderAnAgent : IDisposable
{
    private readonly SmallDisk _card = new(1);
    private readonly TempFolder _tmpfs = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly Nobody _nobody = new();

    public void Dispose()
    {
        _card.Dispose();
        _tmpfs.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lease_is_held_and_an_order_obeyed_unless_they_lie_on_the_full_disk_too(bool areApart)
    {
        var settings = new OrdersSettings(PowerDeskHarness.Boot, _card.Path, areApart ? _tmpfs.Path : _card.Path, MayPowerOff: true, PowerOffMode.Exit);
        using var desk = new PowerDesk(
            settings, new PowerFile(settings), new WatchFile(settings), _nobody, new PlayedUnitSwitch(), _nobody, _clock, NullLogger<PowerDesk>.Instance, new Lazy<IFrameOutlet>(_nobody));
        _card.FillUpTo(0);
        var beat = new Beat { Number = 1, SentBoottimeNs = _clock.Now().Nanoseconds };
        desk.Fill(beat);

        var answers = desk.Handle(PowerDeskHarness.Lease(beat, TimeSpan.FromMinutes(5))).ToList();
        desk.Handle(PowerDeskHarness.Order(beat));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await desk.LastPowerOff;

        Assert.Equal(areApart ? 1 : 0, answers.Count(answer => answer.LeaseAnswer is { Verdict: Contracts.V1.LeaseVerdict.LeaseHeld }));
        Assert.Equal(1, _nobody.PowerOffs);
    }

    private sealed class Nobody : IPowerSwitch, IReadingSink, IFrameOutlet
    {
        public int PowerOffs { get; private set; }

        public Task<(bool Taken, string Detail)> PowerOff(bool isOrder, PowerEnd end, CancellationToken cancellationToken)
        {
            PowerOffs++;
            return Task.FromResult((true, "taken"));
        }

        public void Add(CollectionRound round)
        {
        }

        public void Event(string code, string message, Labels labels)
        {
        }

        public void Post(AgentFrame frame)
        {
        }
    }
}
