using Homelab.Agent.Collectors;
using Homelab.Agent.Orders;
using Homelab.Agent.Tests.Collectors;
using Homelab.Contracts.V1;
using Homelab.Host;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Orders;

/// <summary>An agent tells its coordinator of NUT's upsmon beside it (P16).</summary>
public sealed class AnUpsmonOfItsOwn
{
    [Fact]
    public async Task A_real_one_is_seen()
    {
        await using var upsd = await RealUpsd.StartAsync();
        await using var upsmon = new UpsmonClients();
        await upsmon.StartAsync(1, upsd.Port, pollSeconds: 5);
        var look = new LocalUpsmon(new SysRoot("/"), new BootClock());
        await Until.TrueAsync(() => Hello(look).LocalUpsmon, TimeSpan.FromSeconds(30), "upsmon among the processes");
    }

    [Fact]
    public void A_node_without_one_says_so()
    {
        using var root = new TestRoot().With("proc/1/comm", "systemd\n").With("proc/77/comm", "upsd\n").With("proc/acpi/comm", "upsmon\n");
        Assert.False(Hello(new LocalUpsmon(root.Root, new HandClock())).LocalUpsmon);
    }

    [Fact]
    public void One_in_a_container_stops_the_container_only()
    {
        using var root = new TestRoot().With("proc/77/comm", "upsmon\n").With("proc/77/status", "Name:\tupsmon\nPid:\t77\nNSpid:\t77\t5\n");
        Assert.False(Hello(new LocalUpsmon(root.Root, new HandClock())).LocalUpsmon);
        root.With("proc/78/comm", "upsmon\n").With("proc/78/status", "Name:\tupsmon\nPid:\t78\nNSpid:\t78\n");
        Assert.True(Hello(new LocalUpsmon(root.Root, new HandClock())).LocalUpsmon);
    }

    [Fact]
    public void One_that_starts_or_ends_later_is_told_with_a_beat_within_half_a_minute()
    {
        var clock = new HandClock();
        using var root = new TestRoot().With("proc/1/comm", "systemd\n");
        var look = new LocalUpsmon(root.Root, clock);
        Assert.False(Hello(look).LocalUpsmon);
        root.With("proc/78/comm", "upsmon\n");
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(Beat(look).LocalUpsmon);
        root.Remove("proc/78/comm");
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(Beat(look) is { HasLocalUpsmon: true, LocalUpsmon: false });
    }

    private static Hello Hello(LocalUpsmon look)
    {
        var hello = new Hello();
        look.Fill(hello);
        return hello;
    }

    private static Beat Beat(LocalUpsmon look)
    {
        var beat = new Beat();
        look.Fill(beat);
        return beat;
    }
}
