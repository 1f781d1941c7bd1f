using System.Globalization;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary><c>homelab storage</c>: every disk and card, the most urgent first, each with its evidence and its coverage.</summary>
public static class StorageText
{
    public static string Of(IReadOnlyCollection<NodeStatus> nodes, Surface surface)
    {
        var sheet = new Sheet(surface);
        var devices = nodes.SelectMany(node => node.Storage.Select(device => (Node: node.Name, Device: device)))
            .OrderBy(pair => Urgency(pair.Device.State)).ThenBy(pair => pair.Node, StringComparer.Ordinal).ThenBy(pair => pair.Device.Device, StringComparer.Ordinal)
            .ToList();
        if (devices.Count == 0)
        {
            sheet.Line("  No agent has reported a disk or a card.");
        }

        foreach (var (node, device) in devices)
        {
            sheet.Line(new($"{node} {device.Device}", Tone.Strong), ": ", State(device.State), $" ({Who(device)})");
            foreach (var item in device.Evidence)
            {
                sheet.Item($"{item.Sentence}.");
            }

            if (device.HasWrittenBytesPerDay)
            {
                sheet.Item($"The host writes {Quantity.OfUnit(device.WrittenBytesPerDay, "bytes")} a day{PerWrite(device)}.");
            }

            sheet.Item($"Coverage: {device.Coverage}.");
        }

        return sheet.ToString();
    }

    private static string PerWrite(StorageStatus device) =>
        device.HasWriteMilliseconds ? string.Create(CultureInfo.InvariantCulture, $", {device.WriteMilliseconds:0.#} ms a write") : "";

    private static string Who(StorageStatus device) =>
        string.Join(", ", new[] { device.Kind, device.Model, device.Made, device.Identity }.Where(part => part.Length > 0));

    private static int Urgency(string state) => state switch
    {
        "FAILED" => 0,
        "FAILING" => 1,
        "AGING" => 2,
        "OK" => 4,
        _ => 3,
    };

    private static Words State(string state) => new(state, state switch
    {
        "FAILED" or "FAILING" => Tone.Alarm,
        "AGING" => Tone.Warning,
        "OK" => Tone.Good,
        _ => Tone.Unknown,
    });
}
