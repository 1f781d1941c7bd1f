using Homelab.Agent.Supplies;
using Homelab.Agent.Tests.Collectors.Gpio;
using Homelab.Domain.Lab;
using Homelab.TestKit.I2c;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Supplies;

/// <summary>What <c>homelab-agent --cut-hat</c> does, on a played bus and played lines.</summary>
public sealed class AHatIsCut : IDisposable
{
    private const string X728 = "x728 bus=1 address=0x36 / gpio-0 mains 6 active=low pull=none debounce_ms=50 // gpio-0 26 active=high";
    private const int Mains = 6, Button = 26;

    private readonly HandClock _clock = new();
    private readonly PlayedGpioChip _pins = new();
    private readonly List<(TimeSpan Span, bool Held)> _pauses = [];
    private Func<ChipOnBus> _chip = () => new ChipOnBus(address: 0x36).WithWord(2, 0xB9A0).WithWord(4, 0x4B80).WithWord(8, 0x0003);

    [Fact]
    public async Task By_holding_its_line_as_its_button_would_be_held_and_letting_it_go_again()
    {
        _pins.Levels[Mains] = true;
        Assert.Equal("", await Cut(X728));
        Assert.Equal([(HatCutter.Hold, true)], _pauses.Where(pause => pause.Span == HatCutter.Hold));
        Assert.False(_pins.Levels[Button], "a board that still sees it held does not start again");
    }

    [Fact]
    public async Task By_a_line_that_is_active_where_it_is_low()
    {
        _pins.Levels[Mains] = true;
        Assert.Equal("", await Cut(X728.Replace("26 active=high", "26 active=low", StringComparison.Ordinal)));
        Assert.Equal([(HatCutter.Hold, false)], _pauses.Where(pause => pause.Span == HatCutter.Hold));
        Assert.True(_pins.Levels[Button]);
    }

    [Fact]
    public async Task Never_while_the_mains_are_there()
    {
        _pins.Levels[Mains] = false;
        Assert.Equal("The mains are there.", await Cut(X728));
        Assert.DoesNotContain(Button, _pins.Levels.Keys);
    }

    [Fact]
    public async Task Never_where_it_does_not_say_whether_the_mains_are_there()
    {
        _pins.Faults[Mains] = new IOException("EIO");
        Assert.StartsWith("The x728 HAT does not tell of the mains", await Cut(X728), StringComparison.Ordinal);
        _pins.Faults.Clear();
        _chip = () => new ChipOnBus(address: 0x36) { Fault = BusFault.Nack };
        Assert.Equal("The x728 HAT does not answer at 0x36.", await Cut(X728));
        Assert.DoesNotContain(Button, _pins.Levels.Keys);
    }

    [Fact]
    public async Task Not_by_a_line_that_somebody_has()
    {
        _pins.Levels[Mains] = true;
        _pins.Consumers[Button] = "gpio-poweroff";
        Assert.Equal("It is not cut: line 26 is in use: gpio-poweroff has line 26.", await Cut(X728));
    }

    [Fact]
    public async Task By_its_register_where_it_has_one()
    {
        var written = new List<string>();
        _chip = () => Juice(input: 0, written);
        Assert.Equal("", await Cut("pijuice bus=1 address=0x14"));
        Assert.Equal("62-05-FA", written[^1]);

        written.Clear();
        _chip = () => Juice(input: 3, written);
        Assert.Equal("The mains are there.", await Cut("pijuice bus=1 address=0x14"));
        Assert.DoesNotContain(written, bytes => bytes.StartsWith("62", StringComparison.Ordinal));
    }

    public void Dispose() => _pins.Dispose();

    private static ChipOnBus Juice(int input, List<string> written)
    {
        var chip = new ChipOnBus(address: 0x14) { Written = bytes => written.Add(BitConverter.ToString(bytes)) };
        foreach (var (command, bytes) in new (int, byte[])[] { (0x40, [(byte)(input << 4)]), (0x41, [87]), (0x47, [20, 0]), (0x49, [0x70, 0x0F]), (0x4D, [0x94, 0x13]), (0x4F, [0xEE, 0x02]) })
        {
            chip.With(command, [.. bytes, bytes.Aggregate((byte)0xFF, (sum, value) => (byte)(sum ^ value))]);
        }

        return chip;
    }

    private ChipOnBus Open(int bus, int address) => _chip();

    private Task<string> Cut(string line)
    {
        void Pause(TimeSpan span) => _pauses.Add((span, _pins.Levels.GetValueOrDefault(Button)));
        var reader = new HatReader(_ => true, Open, _ => _pins, Pause, _clock);
        return new HatCutter(reader, Open, _ => _pins, Pause, _clock).Cut(HatCutLine.Parse(line, out _)!, TestContext.Current.CancellationToken);
    }
}
