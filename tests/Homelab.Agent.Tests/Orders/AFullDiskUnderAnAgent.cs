using Homelab.TestKit.Repo;

namespace Homelab.Agent.Tests.Orders;

/// <summary>Somebody fills the card of a node. Leases lie on a tmpfs of their own, and so are held; on the full disk itself they would not be.</summary>
public sealed class AFullDiskUnderAnAgent : IDisposable
{
    private readonly SmallDisk _card = new(1);
    private readonly TempFolder _tmpfs = new();

    public void Dispose()
    {
        _card.Dispose();
        _tmpfs.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lease_is_held_unless_it_lies_on_the_full_disk_too_and_an_order_is_obeyed_in_any_case(bool areApart)
    {
        using var harness = new PowerDeskHarness(state: _card.Path, runtime: areApart ? _tmpfs.Path : _card.Path);
        _card.FillUpTo(0);
        var beat = harness.Beat();

        var answers = harness.Desk.Handle(PowerDeskHarness.Lease(beat, TimeSpan.FromMinutes(5))).ToList();
        harness.Desk.Handle(PowerDeskHarness.Order(beat));
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await harness.Desk.LastPowerOff;

        Assert.Equal(areApart ? 1 : 0, answers.Count(answer => answer.LeaseAnswer is { Verdict: Contracts.V1.LeaseVerdict.LeaseHeld }));
        Assert.Single(harness.PowerOffs);
    }
}
