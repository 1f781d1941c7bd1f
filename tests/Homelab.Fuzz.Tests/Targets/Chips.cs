using System.Collections.Immutable;
using CsCheck;
using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.I2c;
using Homelab.Domain.Lab;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>Registers of chips: the first byte chooses the chip, the others are what it gives.</summary>
internal sealed class Chips : Target
{
    private static readonly ImmutableArray<SensorChip> s_chips = [.. SensorChips.All];
    private readonly TempFolder _folder = new();

    public Chips() => _folder.Write("dev/i2c-1", "");

    public override string Name => "chips";

    public override IReadOnlyList<byte[]> Words { get; } = [[0, 0], [0xff, 0xff], [0x80, 0], [0x7f, 0xff], [0x58], [0x60], [0x61], [0x54, 0x49], [0, 0, 0, 0, 0, 0, 0, 0]];

    public override Gen<byte[]> Formed { get; } = Gen.Select(Gen.Byte, Gen.Byte.Array[0, 80], (chip, bytes) => (byte[])[chip, .. bytes]);

    public override void Take(byte[] input)
    {
        var chip = s_chips[input.Length == 0 ? 0 : input[0] % s_chips.Length];
        var sensor = new SensorConfig { Name = "probe", Chip = chip, ShuntOhms = chip.NeedsShunt ? 0.1 : null };
        var settings = CollectorSettings.Default with { Options = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(SensorLine.Option, [SensorLine.Of(sensor)]) };
        var clock = new HandClock();
        using var collector = new I2cBusCollector(1, new SysRoot(_folder.Path), (_, address) => new FuzzedChip(input.Length == 0 ? [] : input[1..], address), span => clock.Advance(span), clock);
        for (var round = 0; round < 3; round++)
        {
            var into = new Collection();
            _ = collector.Collect(into, settings);
            if (into.Samples.Any(sample => !double.IsFinite(sample.Value)))
            {
                throw new InvalidOperationException($"A {chip.Name} gave what is no number.");
            }
        }
    }

    public override void Dispose() => _folder.Dispose();
}
