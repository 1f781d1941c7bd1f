using Homelab.Agent.Orders;
using Homelab.Domain.Shutdown;
using Homelab.Host.Systemd;

namespace Homelab.Agent.Tests.Orders;

/// <summary>P10: the lease is enforced by a process that needs nothing of the agent but what it left on tmpfs.</summary>
public sealed class SomebodyBesideTheAgent : IDisposable
{
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);

    private readonly PowerDeskHarness _lab = new(mode: PowerOffMode.Logind);
    private readonly SdNotify _nobody = new(null);

    [Fact]
    public async Task Sees_a_lease_run_out_although_the_agent_does_nothing_any_more()
    {
        _lab.Desk.Handle(PowerDeskHarness.Lease(_lab.Beat(), 10 * ASecond));
        var watch = Enforcer().Watch();
        await PassAsync(14, watch);
        Assert.False(watch.IsCompleted);

        await PassAsync(3, watch);
        Assert.Equal(("attic-1-1", PowerEnd.Off), (await watch)!.Value is var (lease, end) ? (lease.OutageId, end) : default);
    }

    [Fact]
    public async Task Knows_from_the_lease_alone_that_the_machine_must_not_stay_off_P26()
    {
        _lab.Desk.Handle(PowerDeskHarness.Watch(TimeSpan.FromMinutes(7)));
        _lab.Desk.Handle(PowerDeskHarness.Lease(_lab.Beat(), 10 * ASecond));
        var watch = Enforcer().Watch();
        await PassAsync(17, watch);
        Assert.Equal(new PowerEnd(TimeSpan.FromMinutes(7), ""), (await watch)?.End);
    }

    [Fact]
    public async Task Lets_a_lease_be_that_is_renewed()
    {
        _lab.Desk.Handle(PowerDeskHarness.Lease(_lab.Beat(), 10 * ASecond));
        var watch = Enforcer().Watch();
        await PassAsync(8, watch);
        _lab.Desk.Handle(PowerDeskHarness.Lease(_lab.Beat(), 10 * ASecond, sequence: 2));
        await PassAsync(14, watch);
        Assert.False(watch.IsCompleted);

        await PassAsync(3, watch);
        Assert.NotNull(await watch);
    }

    [Fact]
    public async Task Holds_what_the_file_said_last_when_it_cannot_be_read_any_more()
    {
        _lab.Desk.Handle(PowerDeskHarness.Lease(_lab.Beat(), 10 * ASecond));
        var watch = Enforcer().Watch();
        await PassAsync(2, watch);
        await File.WriteAllTextAsync(PowerFile.PathOf(_lab.Folder), "{", TestContext.Current.CancellationToken);

        await PassAsync(15, watch);
        Assert.NotNull(await watch);
    }

    [Fact]
    public async Task Is_not_needed_where_no_lease_is_held_or_the_lease_is_of_another_boot()
    {
        Assert.Null(await Enforcer().Watch());

        _lab.Desk.Handle(PowerDeskHarness.Lease(_lab.Beat(), 10 * ASecond));
        var watch = Enforcer("boot-2").Watch();
        await PassAsync(20, watch);
        Assert.False(watch.IsCompleted);
        File.Delete(PowerFile.MarkOf(_lab.Folder));
        await PassAsync(2, watch);
        Assert.Null(await watch);
    }

    [Theory]
    [InlineData(PowerOffMode.Exit, true)]
    [InlineData(PowerOffMode.None, true)]
    [InlineData(PowerOffMode.Logind, false)]
    public void Is_not_called_where_a_lease_stops_nothing(PowerOffMode mode, bool mayPowerOff)
    {
        using var lab = new PowerDeskHarness(mayPowerOff, mode: mode);
        lab.Desk.Handle(PowerDeskHarness.Lease(lab.Beat(), 10 * ASecond));

        Assert.True(File.Exists(PowerFile.PathOf(lab.Folder)));
        Assert.False(File.Exists(PowerFile.MarkOf(lab.Folder)));
    }

    [Fact]
    public void Neither_is_anybody_called_for_a_lease_of_observe_mode()
    {
        var advisory = PowerDeskHarness.Lease(_lab.Beat(), 10 * ASecond);
        advisory.Lease.Advisory = true;
        _lab.Desk.Handle(advisory);

        Assert.True(File.Exists(PowerFile.PathOf(_lab.Folder)));
        Assert.False(File.Exists(PowerFile.MarkOf(_lab.Folder)));
    }

    public void Dispose()
    {
        _nobody.Dispose();
        _lab.Dispose();
    }

    private LeaseEnforcer Enforcer(string boot = PowerDeskHarness.Boot) => new(_lab.Folder, boot, _nobody, _lab.Clock);

    /// <summary>Seconds of the played clock, each with time for the watch to come round.</summary>
    private async Task PassAsync(int seconds, Task watch)
    {
        for (var second = 0; second < seconds; second++)
        {
            _lab.Clock.Advance(ASecond);
            await Task.WhenAny(watch, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken));
        }
    }
}
