using CsCheck;
using Homelab.Agent.Supplies;
using Homelab.Agent.Tests.Collectors.Gpio;
using Homelab.Domain.Lab;
using Homelab.TestKit.Waiting;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>Registers of UPS HATs: the first byte chooses the board and its line, the others are what it gives.</summary>
internal sealed class Hats : Target
{
    private static readonly string[] s_lines =
    [
        "x728 bus=1 address=0x36 / gpio-0 mains 6 active=low pull=none debounce_ms=50",
        "x1200 bus=1 address=0x36 / gpio-0 mains 6 active=high pull=none debounce_ms=50",
        "waveshare bus=1 address=0x42 shunt_ohms=0.01 low_volts=6.4",
        "pijuice bus=1 address=0x14",
        "lifepo4wered bus=1 address=0x43",
        "generic bus=1 address=0x36 gauge=max17043 / gpio-0 mains 6 active=low pull=none debounce_ms=50",
    ];

    public override string Name => "hats";

    public override IReadOnlyList<byte[]> Words { get; } = [[0, 0], [0xff, 0xff], [0x80, 0], [0x7f, 0xff], [4], [6], [7]];

    public override Gen<byte[]> Formed { get; } = Gen.Select(Gen.Byte, Gen.Byte.Array[0, 60], (board, bytes) => (byte[])[board, .. bytes]);

    public override void Take(byte[] input)
    {
        var first = input.Length == 0 ? 0 : input[0];
        var hat = HatLine.Parse(s_lines[first % s_lines.Length], "pi1", out var problem) ?? throw new InvalidOperationException(problem);
        var clock = new HandClock();
        var pins = new PlayedGpioChip();
        pins.Levels[6] = first >= 128;
        var reader = new HatReader(_ => true, (_, address) => new FuzzedChip(input.Length == 0 ? [] : input[1..], address), _ => pins, span => clock.Advance(span), TimeProvider.System);
        var said = reader.ReadAsync(hat, CancellationToken.None).GetAwaiter().GetResult();
        if (said.Failure.Contains("inside the agent", StringComparison.Ordinal) || (said.Failure.Length == 0) == (said.Variables.Count == 0))
        {
            throw new InvalidOperationException($"{s_lines[first % s_lines.Length]}: {said.Failure}");
        }

        WhatAFeedSays.Of(said.Variables);
    }

    public override void Dispose()
    {
    }
}
