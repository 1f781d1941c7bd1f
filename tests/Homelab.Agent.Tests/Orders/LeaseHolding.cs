using Homelab.Contracts.V1;

namespace Homelab.Agent.Tests.Orders;

public sealed class LeaseHolding : IDisposable
{
    private readonly PowerDeskHarness _lab = new();

    [Fact]
    public void A_lease_lies_on_disk_before_it_is_acknowledged()
    {
        var answers = _lab.Desk.Handle(PowerDeskHarness.Lease(_lab.Beat(), TimeSpan.FromMinutes(5))).ToList();

        Assert.Equal(LeaseVerdict.LeaseHeld, Assert.Single(answers).LeaseAnswer.Verdict);
        Assert.Contains("attic-1-1", File.ReadAllText(Path.Combine(_lab.Folder, "power.json")));
    }

    [Fact]
    public void A_lease_that_cannot_be_kept_is_not_acknowledged()
    {
        var beat = _lab.Beat();
        Directory.CreateDirectory(Path.Combine(_lab.Folder, "power.json"));

        Assert.Empty(_lab.Desk.Handle(PowerDeskHarness.Lease(beat, TimeSpan.FromMinutes(5))));
        Directory.Delete(Path.Combine(_lab.Folder, "power.json"));
    }

    [Fact]
    public void What_an_earlier_run_kept_and_cannot_be_read_is_told_with_what_it_means()
    {
        foreach (var file in (string[])["fence.json", "power.json", "watch.pb"])
        {
            File.WriteAllBytes(Path.Combine(_lab.Folder, file), [0xff, 0x00, 0x7f]);
        }

        _lab.Start(PowerDeskHarness.Boot);

        Assert.Equal(3, _lab.Events.Count);
        Assert.Contains(_lab.Events, told => told.Contains("fence.json cannot be read", StringComparison.Ordinal) && told.Contains("an older one is not recognised", StringComparison.Ordinal));
        Assert.Contains(_lab.Events, told => told.Contains("power.json cannot be read", StringComparison.Ordinal));
        Assert.Contains(_lab.Events, told => told.Contains("watch.pb cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lease_that_nobody_renews_powers_the_node_off()
    {
        _lab.Desk.Handle(PowerDeskHarness.Lease(_lab.Beat(), TimeSpan.FromSeconds(10)));

        await _lab.Settle(TimeSpan.FromSeconds(9));
        Assert.Empty(_lab.PowerOffs);
        await _lab.Settle(TimeSpan.FromSeconds(3));

        Assert.Equal([false], _lab.PowerOffs);
    }

    [Fact]
    public async Task The_time_of_a_lease_counts_from_the_beat_and_not_from_its_receipt()
    {
        var beat = _lab.Beat();
        _lab.Clock.Advance(TimeSpan.FromSeconds(8));
        _lab.Desk.Handle(PowerDeskHarness.Lease(beat, TimeSpan.FromSeconds(10)));

        await _lab.Settle(TimeSpan.FromSeconds(3));

        Assert.Equal([false], _lab.PowerOffs);
    }

    [Fact]
    public void A_lease_for_a_beat_that_was_never_sent_is_refused()
    {
        var forged = new Beat { Number = 7, SentBoottimeNs = 1 };

        var answer = Assert.Single(_lab.Desk.Handle(PowerDeskHarness.Lease(forged, TimeSpan.FromMinutes(5))));

        Assert.Equal(LeaseVerdict.LeaseRefusedUnknownBeat, answer.LeaseAnswer.Verdict);
    }

    [Fact]
    public async Task An_agent_that_starts_again_in_the_same_boot_still_holds_its_lease()
    {
        var lease = PowerDeskHarness.Lease(_lab.Beat(), TimeSpan.FromSeconds(10));
        lease.Lease.ReserveMs = 40_000;
        _lab.Desk.Handle(lease);

        _lab.Start(PowerDeskHarness.Boot);
        var hello = new Hello { SentBoottimeNs = 0 };
        _lab.Desk.Fill(hello);
        await _lab.Settle(TimeSpan.FromSeconds(12));

        Assert.Equal("attic-1-1", hello.Lease.OutageId);
        Assert.Equal(hello.LeaseRemainingMs, hello.LeaseGrantedMs);
        Assert.Equal(TimeSpan.FromSeconds(40), _lab.KeptLease?.Reserve);
        Assert.Equal([false], _lab.PowerOffs);
    }

    [Fact]
    public async Task Another_boot_holds_no_lease_and_remembers_the_fence()
    {
        _lab.Desk.Handle(PowerDeskHarness.Lease(_lab.Beat(), TimeSpan.FromSeconds(10), epoch: 7));

        _lab.Start("boot-2");
        var hello = new Hello();
        _lab.Desk.Fill(hello);
        await _lab.Settle(TimeSpan.FromSeconds(12));

        Assert.Null(hello.Lease);
        Assert.Equal(7ul, hello.Seen.Epoch);
        Assert.Empty(_lab.PowerOffs);
    }

    public void Dispose() => _lab.Dispose();
}
