using Homelab.Agent.Orders;
using Homelab.Domain.Shutdown;
using Homelab.Host;
using Homelab.Host.Bus;
using Homelab.Shared.Tests.Host.Bus;
using Homelab.TestKit.Processes;

namespace Homelab.Agent.Tests.Orders;

/// <summary>A real dbus-daemon with a played logind on it: how the agent asks for the machine's end.</summary>
public sealed class TheMachineStopsByLogind : IDisposable
{
    private static readonly PowerEnd Waits = new(TimeSpan.FromMinutes(7), "");

    private readonly RealBus _bus = new();
    private readonly BootClock _clock = new();
    private readonly List<string> _called = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-late-").FullName;

    [Fact]
    public async Task It_powers_off()
    {
        var (taken, detail) = await Stop(PowerEnd.Off, hookMode: "755");
        Assert.Equal((true, "logind took it"), (taken, detail));
        Assert.Equal(["PowerOff"], Stops);
        Assert.False(File.Exists(LatePath));
    }

    [Fact]
    public async Task Or_it_reboots_after_a_wait_for_the_power_to_go()
    {
        var (taken, detail) = await Stop(Waits, hookMode: "755");
        Assert.Equal((true, "logind took it; it starts again in 7m00s if its power stays"), (taken, detail));
        Assert.Equal(["Reboot"], Stops);
        Assert.StartsWith("until ", await File.ReadAllTextAsync(LatePath, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("644")]
    public async Task A_hook_that_systemd_would_pass_over_makes_no_reboot_without_its_wait(string? hookMode)
    {
        var (taken, detail) = await Stop(Waits, hookMode);
        Assert.Equal((true, "logind took it; it stays off where its power never goes, for homelab-late is not installed or cannot be run"), (taken, detail));
        Assert.Equal(["PowerOff"], Stops);
        Assert.False(File.Exists(LatePath));
    }

    public void Dispose()
    {
        _bus.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string LatePath => Path.Combine(_folder, "late");

    private IEnumerable<string> Stops => _called.Where(member => member is "PowerOff" or "Reboot");

    private async Task<(bool Taken, string Detail)> Stop(PowerEnd end, string? hookMode)
    {
        var hook = Path.Combine(_folder, "homelab-late");
        if (hookMode is not null)
        {
            await File.WriteAllTextAsync(hook, "#!/bin/sh\n", TestContext.Current.CancellationToken);
            await Command.RunAsync("chmod", [hookMode, hook], cancellation: TestContext.Current.CancellationToken);
        }

        using var logind = new PlayedService(_bus.Socket, "org.freedesktop.login1", call =>
        {
            lock (_called)
            {
                _called.Add(call.Member);
            }

            return PlayedAnswer.Of("", new WireWriter());
        });
        using var bus = new SystemBus(_bus.Socket, _clock);
        var settings = new OrdersSettings(PowerDeskHarness.Boot, _folder, _folder, MayPowerOff: true, PowerOffMode.Logind) { LateHook = hook };
        return await new LogindPowerSwitch(new Logind(bus), new LateFile(_folder, _clock), settings).PowerOff(isOrder: true, end, TestContext.Current.CancellationToken);
    }
}
