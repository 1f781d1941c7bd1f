using System.Device.I2c;
using Homelab.Agent.Supplies;
using Homelab.Agent.Tests.Collectors.Gpio;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;
using Homelab.Host;
using Homelab.TestKit.I2c;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Supplies;

public sealed class HatsOfTheNode : IFrameOutlet, IDisposable
{
    private const string X728 = "x728 bus=1 address=0x36 / gpio-0 mains 6 active=low pull=none debounce_ms=50";

    private readonly List<AgentFrame> _posted = [];
    private readonly HandClock _clock = new();
    private readonly PlayedGpioChip _pins = new();
    private readonly List<ChipOnBus> _opened = [];
    private Func<ChipOnBus> _chip = () => Gauge();
    private bool _hasBus = true;

    public static TheoryData<string> Boards => [.. HatBoards.All.Select(board => board.Name)];

    [Fact]
    public async Task Tell_charge_and_volts_by_the_gauge_and_the_mains_by_their_line()
    {
        _pins.Levels[6] = true;
        var answer = await Ask(X728);
        Assert.Equal((7u, ""), (answer.Number, answer.Failure));
        Assert.Equal(("OB DISCHRG", "75.5", "3.713", "X728"), (answer.Variables["ups.status"], answer.Variables["battery.charge"], answer.Variables["battery.voltage"], answer.Variables["ups.model"]));

        _pins.Levels[6] = false;
        Assert.Equal("OL", (await Ask(X728)).Variables["ups.status"]);
        Assert.Equal("OB DISCHRG", (await Ask(X728.Replace("active=low", "active=high", StringComparison.Ordinal))).Variables["ups.status"]);
        Assert.Empty(_pins.Opened);
        Assert.All(_opened, chip => Assert.True(chip.IsDisposed));
    }

    [Fact]
    public async Task Tell_the_mains_by_the_batterys_current_where_that_is_all_they_have()
    {
        // 10 uV a step over 0.01 ohm: -600 mA out of the battery; 8.2 V.
        _chip = () => Ina(shunt: -600, bus: 2050 << 3);
        var answer = await Ask("waveshare bus=1 address=0x42 shunt_ohms=0.01 low_volts=6.4");
        Assert.Equal(("OB DISCHRG", "8.2", "4.92", "6.4"), (answer.Variables["ups.status"], answer.Variables["battery.voltage"], answer.Variables["ups.realpower"], answer.Variables["battery.voltage.low"]));
        Assert.DoesNotContain("battery.charge", answer.Variables.Keys);

        _chip = () => Ina(shunt: 900, bus: 2050 << 3);
        Assert.Equal("OL CHRG", (await Ask("waveshare bus=1 address=0x42 shunt_ohms=0.01")).Variables["ups.status"]);
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task That_do_not_answer_say_so_and_give_nothing(string board)
    {
        _chip = () => Faulty(BusFault.Nack);
        var answer = await Ask(Line(board));
        Assert.Equal($"The {board} HAT does not answer at 0x36.", answer.Failure);
        Assert.Empty(answer.Variables);
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task On_a_stuck_bus_say_so(string board)
    {
        _chip = () => Faulty(BusFault.Stuck);
        Assert.Equal($"The {board} HAT is not reached: something holds the bus.", (await Ask(Line(board))).Failure);
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task That_answer_ones_only_give_nothing(string board)
    {
        _chip = () => Faulty(BusFault.AllOnes);
        var answer = await Ask(Line(board));
        Assert.Empty(answer.Variables);
        Assert.NotEqual("", answer.Failure);
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task That_answer_garbage_end_no_agent_and_give_a_reason_or_numbers(string board)
    {
        _chip = () => Faulty(BusFault.Garbage);
        for (var question = 0; question < 100; question++)
        {
            var answer = await Ask(Line(board));
            Assert.True(answer.Variables.Count > 0 != answer.Failure.Length > 0);
            Assert.DoesNotContain("inside the agent", answer.Failure, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Are_not_read_where_their_line_does_not_tell()
    {
        _pins.Consumers[6] = "w1";
        Assert.Equal("The x728 HAT does not tell of the mains: line 6 is in use: w1 has line 6.", (await Ask(X728)).Failure);

        _pins.Consumers.Clear();
        _pins.Faults[6] = new IOException("EIO");
        Assert.Equal("The x728 HAT does not tell of the mains: /dev/gpiochip0 cannot be opened (IOException).", (await Ask(X728)).Failure);
        _pins.Absent = "is not there";
        Assert.Equal("The x728 HAT does not tell of the mains: /dev/gpiochip0 is not there.", (await Ask(X728)).Failure);
        _pins.OpenFails = new DllNotFoundException();
        _pins.Absent = null;
        Assert.Equal("The x728 HAT does not tell of the mains: libgpiod is not installed (package libgpiod2 or libgpiod3).", (await Ask(X728)).Failure);

        _hasBus = false;
        Assert.Equal("The x728 HAT cannot be read: no /dev/i2c-1: is I2C switched on (dtparam=i2c_arm=on), and the module i2c-dev loaded?", (await Ask(X728)).Failure);
        Assert.Equal("The HAT is a x999, which this agent does not know.", (await Ask("x999")).Failure);
    }

    [Fact]
    public async Task Of_an_old_version_are_no_word_of_the_mains_without_a_line()
    {
        _chip = () => new ChipOnBus(address: 0x43).With(0, 5).With(0x1E, 0x00, 0x15).With(0x0A, 0x00, 0x12);
        Assert.StartsWith("The lifepo4wered HAT does not tell whether the mains are there", (await Ask("lifepo4wered bus=1 address=0x43")).Failure, StringComparison.Ordinal);

        _pins.Levels[4] = true;
        var answer = await Ask("lifepo4wered bus=1 address=0x43 / gpio-0 mains 4 active=high pull=down");
        Assert.Equal(("OL", "3.284", "2.815"), (answer.Variables["ups.status"], answer.Variables["battery.voltage"], answer.Variables["battery.voltage.low"]));
    }

    [Fact]
    public async Task Hold_up_nobody_when_a_line_hangs_in_the_kernel()
    {
        using var free = new ManualResetEventSlim();
        _pins.Hangs[6] = free;
        var reader = new HatReader(_ => true, Open, _ => _pins, static _ => { }, new BootClock());
        var hat = HatLine.Parse(X728, "", out _)!;
        var said = await reader.ReadAsync(hat, TestContext.Current.CancellationToken);
        Assert.Equal("The x728 HAT hangs on its bus or line: it did not answer within 3 s.", said.Failure);
        free.Set();
    }

    [Fact]
    public async Task Are_not_asked_by_an_agent_of_a_recorded_machine()
    {
        var supplies = new NodeSupplies(new PowerSupplyReader(new Homelab.Agent.Collectors.SysRoot("/"), _clock), null);
        Assert.Equal("This agent reads a recorded machine, and asks no HAT.", (await supplies.ReadAsync(HatLine.Parse(X728, "", out _)!, CancellationToken.None)).Failure);
    }

    void IFrameOutlet.Post(AgentFrame frame) => _posted.Add(frame);

    public void Dispose() => _pins.Dispose();

    private static string Line(string board) => $"{board} bus=1 address=0x36 gauge=max17048 shunt_ohms=0.01 / gpio-0 mains 6 active=low pull=none debounce_ms=50";

    private static ChipOnBus Gauge() => new ChipOnBus(address: 0x36).WithWord(2, 0xB9A0).WithWord(4, 0x4B80).WithWord(8, 0x0003);

    private static ChipOnBus Ina(int shunt, int bus) => new ChipOnBus(address: 0x42).WithWord(0, 0x399F).WithWord(1, shunt).WithWord(2, bus);

    private ChipOnBus Faulty(BusFault fault) => new(address: 0x36) { Fault = fault, WhileStuck = () => _clock.Advance(TimeSpan.FromSeconds(1)) };

    private I2cDevice Open(int bus, int address)
    {
        _opened.Add(_chip());
        return _opened[^1];
    }

    private async Task<SupplyAnswer> Ask(string hat)
    {
        _posted.Clear();
        var reader = new HatReader(_ => _hasBus, Open, _ => _pins, static _ => { }, _clock);
        var desk = new SupplyDesk(new NodeSupplies(new PowerSupplyReader(new Homelab.Agent.Collectors.SysRoot("/"), _clock), reader), new Lazy<IFrameOutlet>(this));
        Assert.Empty(desk.Handle(new CoordinatorFrame { SupplyQuestion = new SupplyQuestion { Number = 7, Hat = hat } }));
        await desk.Last;
        return Assert.Single(_posted).SupplyAnswer;
    }
}
