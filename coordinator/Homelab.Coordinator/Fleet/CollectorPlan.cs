using System.Security.Cryptography;
using Google.Protobuf;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;

namespace Homelab.Coordinator.Fleet;

/// <summary>What a node's agent is to collect: the lab's intervals, the systemd units of the services on it, its sensors, and its GPIO lines.</summary>
internal static class CollectorPlan
{
    /// <summary>The setting for every collector that has none of its own.</summary>
    public const string Every = "*";

    public static CollectorConfig For(LabConfig lab, string node)
    {
        var config = new CollectorConfig();
        config.Collectors.Add(new CollectorSetting { Name = Every, Enabled = true, IntervalMs = Milliseconds(lab.Collect.Interval) });
        foreach (var own in lab.Collect.Collectors)
        {
            config.Collectors.Add(new CollectorSetting { Name = own.Name, Enabled = own.Enabled, IntervalMs = Milliseconds(own.Interval ?? lab.Collect.Interval) });
        }

        var units = new StringList();
        units.Items.AddRange(lab.Services.Where(service => service.On.Contains(node)).SelectMany(service => service.Units).Distinct().Order(StringComparer.Ordinal));
        if (units.Items.Count > 0)
        {
            SettingOf("systemd", config, lab).Options["units"] = units;
        }

        foreach (var bus in (lab.Node(node)?.Sensors ?? []).Where(sensor => sensor.Chip is not null).GroupBy(sensor => sensor.Bus).OrderBy(bus => bus.Key))
        {
            var sensors = new StringList();
            sensors.Items.AddRange(bus.Select(SensorLine.Of));
            SettingOf(SensorLine.Collector(bus.Key), config, lab).Options[SensorLine.Option] = sensors;
        }

        foreach (var chip in (lab.Node(node)?.Inputs ?? []).Where(input => input.Line.Length > 0).GroupBy(input => input.ChipNumber).OrderBy(chip => chip.Key))
        {
            var inputs = new StringList();
            inputs.Items.AddRange(chip.Select(InputLine.Of));
            SettingOf(InputLine.Collector(chip.Key), config, lab).Options[InputLine.Option] = inputs;
        }

        foreach (var chip in (lab.Node(node)?.Outputs ?? []).Where(output => output.Line.Length > 0).GroupBy(output => output.ChipNumber).OrderBy(chip => chip.Key))
        {
            var outputs = new StringList();
            outputs.Items.AddRange(chip.Select(OutputLine.Of));
            SettingOf(InputLine.Collector(chip.Key), config, lab).Options[OutputLine.Option] = outputs;
        }

        config.Version = Convert.ToHexStringLower(SHA256.HashData(config.ToByteArray()))[..16];
        return config;
    }

    private static CollectorSetting SettingOf(string name, CollectorConfig config, LabConfig lab)
    {
        var known = config.Collectors.FirstOrDefault(setting => setting.Name == name);
        if (known is null)
        {
            known = new CollectorSetting { Name = name, Enabled = true, IntervalMs = Milliseconds(lab.Collect.Interval) };
            config.Collectors.Add(known);
        }

        return known;
    }

    private static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;
}
