using System.Device.I2c;
using Homelab.Agent.Collectors;
using Homelab.Agent.Scans;
using Homelab.Agent.Tests.Collectors;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;
using Homelab.TestKit.I2c;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Agent.Tests.Scans;

public sealed class TheNodeIsScanned : IFrameOutlet, IDisposable
{
    private readonly TestRoot _root = new TestRoot().With("proc/device-tree/model", "Raspberry Pi 4").With("dev/i2c-1", "").With("sys/bus/i2c/devices/i2c-1/name", "bcm2835 (i2c@7e804000)\n");
    private readonly HandClock _clock = new();
    private readonly List<AgentFrame> _posted = [];
    private readonly List<(int Bus, int Address)> _opened = [];
    private readonly List<byte[]> _written = [];
    private Func<int, BusFault> _at = static _ => BusFault.Nack;

    [Fact]
    public async Task What_answers_is_found_and_nothing_is_written_to_it()
    {
        _at = static address => address is 0x23 or 0x76 ? BusFault.None : BusFault.Nack;
        var answer = await Ask(new ScanQuestion { Number = 7 });
        Assert.Equal((7u, ""), (answer.Number, answer.Failure));
        Assert.Equal(
            [
                "i2c bus i2c-1 was looked at (bcm2835 (i2c@7e804000)), where a chip that agents read may be; an SHT3x or SHT4x that does not measure answers no such look",
                "i2c chip i2c-1 0x23 answers",
                "i2c chip i2c-1 0x76 answers",
            ],
            Lines(answer));
        Assert.Equal([0x23u, 0x76u], answer.Found.Where(found => found.Free is not null).Select(found => found.Free.Address));
        Assert.Empty(_written);
        Assert.Equal(ScanProposals.Addresses, _opened.Select(opened => opened.Address));
    }

    [Fact]
    public async Task What_the_kernel_a_collector_or_a_feed_has_is_left_alone()
    {
        _root.With("sys/bus/i2c/devices/1-0068/name", "ds1307\n").With("sys/bus/i2c/devices/1-0044/name", "");
        var collectors = new CollectorConfig { Collectors = { new CollectorSetting { Name = "i2c-1" }, new CollectorSetting { Name = "cpu" } } };
        collectors.Collectors[0].Options[SensorLine.Option] = new StringList { Items = { "cellar bme280 0x76", "new thing of tomorrow" } };
        var question = new ScanQuestion { InUse = { new ScanPlace { Bus = 1, Address = 0x36 }, new ScanPlace { Bus = 3, Address = 0x23 } } };
        _at = static address => address is 0x23 or 0x36 or 0x44 or 0x68 or 0x76 ? BusFault.None : BusFault.Nack;
        var answer = await Ask(question, collectors);

        Assert.Contains("i2c chip i2c-1 0x36 is declared, and was left alone", Lines(answer));
        Assert.Contains("i2c chip i2c-1 0x76 is declared, and was left alone", Lines(answer));
        Assert.Contains("i2c chip i2c-1 0x68 belongs to the kernel (ds1307), and was left alone", Lines(answer));
        Assert.Contains("i2c chip i2c-1 0x44 belongs to the kernel (unnamed), and was left alone", Lines(answer));
        Assert.Contains("i2c chip i2c-1 0x23 answers", Lines(answer));
        Assert.Empty(_opened.Select(opened => opened.Address).Intersect([0x36, 0x76, 0x68, 0x44]));
        Assert.All(answer.Found.Where(found => !found.What.StartsWith("answers", StringComparison.Ordinal)), found => Assert.Null(found.Free));
    }

    [Fact]
    public async Task A_bus_that_is_held_is_given_up_after_the_first_try()
    {
        _at = static _ => BusFault.Stuck;
        Assert.Equal("i2c bus i2c-1 is held by something: given up at 0x0b", Assert.Single(Lines(await Ask(new ScanQuestion()))));
        Assert.Single(_opened);
    }

    [Theory]
    [InlineData(BusFault.AllOnes)]
    [InlineData(BusFault.Garbage)]
    public async Task A_bus_on_which_everybody_answers_has_nobody_on_it(BusFault fault)
    {
        _at = _ => fault;
        var answer = await Ask(new ScanQuestion());
        Assert.EndsWith("so that nobody does: something holds its data line", Assert.Single(Lines(answer)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bus_that_is_not_there_may_not_be_opened_or_is_a_recorded_one_says_so()
    {
        Assert.Equal("i2c bus i2c-9 no /dev/i2c-9: is I2C switched on (dtparam=i2c_arm=on), and the module i2c-dev loaded?", Assert.Single(Lines(await Ask(new ScanQuestion { Buses = { 9 } }))));
        Assert.Equal(
            "i2c bus i2c-1 cannot be looked at: the agent may not open /dev/i2c-1 (it needs the group i2c)",
            Assert.Single(Lines(await Ask(new ScanQuestion(), open: static (_, _) => throw new UnauthorizedAccessException()))));
        Assert.Equal("i2c bus i2c-1 is one of a recorded machine: nothing was probed", Assert.Single(Lines(await Ask(new ScanQuestion(), isRecorded: true))));
    }

    [Fact]
    public async Task A_machine_without_a_header_has_no_bus_probed_unless_it_is_named()
    {
        Directory.Delete(Path.Combine(_root.Path, "proc/device-tree"), recursive: true);
        Assert.StartsWith("i2c bus i2c not looked at: this is no board with a header", Assert.Single(Lines(await Ask(new ScanQuestion()))), StringComparison.Ordinal);
        Assert.Empty(_opened);
        Assert.StartsWith("i2c bus i2c-1 was looked at", Assert.Single(Lines(await Ask(new ScanQuestion { Buses = { 1, 1, 999 } }))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_kernel_shows_beside_is_told_with_what_becomes_of_it()
    {
        _root.With("sys/bus/w1/devices/28-0316a2794bff/w1_slave", "").With("sys/bus/w1/devices/w1_bus_master1/x", "").With("sys/bus/w1/devices/01-00000001/x", "");
        _root.With("sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
        _root.With("sys/class/power_supply/BAT0/type", "Battery\n").With("sys/class/power_supply/AC/type", "Mains\n");
        _root.With("sys/class/power_supply/mouse/type", "Battery\n").With("sys/class/power_supply/mouse/scope", "Device\n");
        var answer = await Ask(new ScanQuestion());
        Assert.Equal(
            [
                "1-wire 01-00000001 of a family that agents do not read",
                "1-wire 28-0316a2794bff a DS18B20, which is read without being declared",
                "hwmon hwmon0 cpu_thermal, which is read without being declared",
                "power supply AC Mains; beside a battery it tells of the mains",
                "power supply BAT0 Battery; it can be a feed",
                "power supply mouse Battery of a mouse or keyboard",
            ],
            Lines(answer).Skip(1));
        Assert.Equal(["BAT0"], answer.Found.Select(found => found.Battery).Where(name => name.Length > 0));
    }

    [Fact]
    public async Task A_scan_that_hangs_is_answered_for_by_where_it_is_and_no_second_one_begins()
    {
        using var free = new ManualResetEventSlim();
        using var hangs = new ManualResetEventSlim();
        var desk = Desk((bus, address) =>
        {
            hangs.Set();
            free.Wait();
            throw new IOException();
        });
        Assert.Empty(desk.Handle(new CoordinatorFrame { ScanQuestion = new ScanQuestion { Number = 1 } }));
        await Until.TrueAsync(() => hangs.IsSet, TimeSpan.FromSeconds(10), "the probe that hangs");
        Assert.Equal("A scan is on its way already; it is at i2c-1 0x0b.", Assert.Single(desk.Handle(new CoordinatorFrame { ScanQuestion = new ScanQuestion { Number = 2 } })).ScanAnswer.Failure);
        _clock.Advance(ScanDesk.Bound);
        await desk.Last;
        Assert.Equal((1u, "The scan hangs at i2c-1 0x0b: it did not end within 10 s."), (_posted[0].ScanAnswer.Number, _posted[0].ScanAnswer.Failure));

        free.Set();
        await Until.TrueAsync(() => !desk.Handle(new CoordinatorFrame { ScanQuestion = new ScanQuestion { Number = 3 } }).Any(), TimeSpan.FromSeconds(10), "the next scan, once it came back");
        await desk.Last;
    }

    void IFrameOutlet.Post(AgentFrame frame) => _posted.Add(frame);

    public void Dispose() => _root.Dispose();

    private static string[] Lines(ScanAnswer answer) => [.. answer.Found.Select(found => $"{found.Kind} {found.Place} {found.What}")];

    private ScanDesk Desk(Func<int, int, I2cDevice>? open, CollectorConfig? collectors = null)
    {
        var cache = new CollectorConfigCache(_root.Path, NullLogger<CollectorConfigCache>.Instance);
        if (collectors is not null)
        {
            cache.Keep(collectors);
        }

        return new ScanDesk(_root.Root, new I2cScan(_root.Root, open, _clock), cache, _clock, new Lazy<IFrameOutlet>(this));
    }

    private async Task<ScanAnswer> Ask(ScanQuestion question, CollectorConfig? collectors = null, Func<int, int, I2cDevice>? open = null, bool isRecorded = false)
    {
        _posted.Clear();
        var desk = Desk(isRecorded ? null : open ?? Open, collectors);
        Assert.Empty(desk.Handle(new CoordinatorFrame { ScanQuestion = question }));
        await desk.Last;
        return Assert.Single(_posted).ScanAnswer;
    }

    private ChipOnBus Open(int bus, int address)
    {
        _opened.Add((bus, address));
        return new ChipOnBus(bus: bus, address: address) { Fault = _at(address), WhileStuck = () => _clock.Advance(TimeSpan.FromSeconds(1)), Written = _written.Add };
    }
}
