using Homelab.Agent.Collectors;
using Homelab.Agent.Supplies;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Host;

namespace Homelab.Agent.Tests.Supplies;

public sealed class BatteriesOfTheNode : IFrameOutlet, IDisposable
{
    private readonly PlayedSupplies _machine = new();
    private readonly List<AgentFrame> _posted = [];
    private readonly BootClock _clock = new();

    [Fact]
    public async Task Are_told_with_what_stands_beside_them_but_not_with_what_belongs_to_a_mouse()
    {
        _machine.Add("BAT0", ("type", "Battery"), ("status", "Discharging"), ("capacity", "81"), ("energy_now", "40000000"), ("power_now", "8000000"));
        _machine.Add("AC", ("type", "Mains"), ("online", "0"));
        _machine.Add("hidpp_battery_0", ("type", "Battery"), ("scope", "Device"), ("online", "1"), ("status", "Full"));
        _machine.Add("dock", ("type", "USB"), ("scope", "Device"), ("online", "1"));
        var answer = await Ask("BAT0");
        Assert.Equal((7u, ""), (answer.Number, answer.Failure));
        Assert.Equal(("OB DISCHRG", "81", "18000", "8"), (answer.Variables["ups.status"], answer.Variables["battery.charge"], answer.Variables["battery.runtime"], answer.Variables["ups.realpower"]));

        _machine.Add("AC", ("online", "1"));
        Assert.Equal("OL DISCHRG", (await Ask("BAT0")).Variables["ups.status"]);
    }

    [Theory]
    [InlineData("BAT1", "The kernel shows no power supply BAT1; it shows BAT0, BAT9.")]
    [InlineData("BAT9", "BAT9 says that no battery is in it.")]
    [InlineData("BAT0", "BAT0 tells no status.")]
    [InlineData("../../etc", "What was asked for cannot be the name of a power supply.")]
    public async Task Are_told_by_why_they_cannot_be_read(string battery, string failure)
    {
        _machine.Add("BAT0", ("type", "Battery"));
        _machine.Add("BAT9", ("type", "Battery"), ("status", "Unknown"), ("present", "0"));
        Assert.Equal(failure, (await Ask(battery)).Failure);
    }

    [Fact]
    public async Task Hold_up_nobody_for_longer_than_the_bound_and_no_other_battery()
    {
        _machine.Add("BAT0", ("type", "Battery"));
        _machine.Add("BAT1", ("type", "Battery"), ("status", "Charging"));

        // An open of a pipe that nobody writes to hangs in the kernel, as a driver on a dead bus does.
        using (var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(_machine.Root, "sys/class/power_supply/BAT0/status")))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var reader = new PowerSupplyReader(new SysRoot(_machine.Root), _clock);
        var began = _clock.Now();
        var first = reader.ReadAsync("BAT0", TestContext.Current.CancellationToken);
        var second = reader.ReadAsync("BAT0", TestContext.Current.CancellationToken);
        Assert.Equal("OL CHRG", (await reader.ReadAsync("BAT1", TestContext.Current.CancellationToken)).Variables["ups.status"]);
        Assert.True(_clock.Now() - began < BoundedReadings.Bound);
        Assert.Equal("BAT0 hangs in the kernel: it did not answer within 3 s.", (await first).Failure);
        Assert.Equal(await first, await second);

        // What the hung reading brings when it comes back at last is no word of now.
        File.OpenWrite(Path.Combine(_machine.Root, "sys/class/power_supply/BAT0/status")).Dispose();
        File.Delete(Path.Combine(_machine.Root, "sys/class/power_supply/BAT0/status"));
        _machine.Add("BAT0", ("status", "Charging"));
        Assert.Equal("OL CHRG", (await reader.ReadAsync("BAT0", TestContext.Current.CancellationToken)).Variables["ups.status"]);
    }

    void IFrameOutlet.Post(AgentFrame frame) => _posted.Add(frame);

    public void Dispose() => _machine.Dispose();

    private async Task<SupplyAnswer> Ask(string battery)
    {
        _posted.Clear();
        var desk = new SupplyDesk(new NodeSupplies(new PowerSupplyReader(new SysRoot(_machine.Root), _clock), null), new Lazy<IFrameOutlet>(this));
        Assert.Empty(desk.Handle(new CoordinatorFrame { SupplyQuestion = new SupplyQuestion { Number = 7, Battery = battery } }));
        await desk.Last;
        return Assert.Single(_posted).SupplyAnswer;
    }
}
