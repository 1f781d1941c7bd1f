using System.Text.Json;
using Homelab.Store;

namespace Homelab.System.Tests.Outages;

/// <summary>One line of the coordinator's journal as it lies on disk.</summary>
internal sealed record JournalLine(string Transition, string OutageId, string Step, string Node, string OrderId);

/// <summary>The journal of a running coordinator, read from outside.</summary>
internal static class OutageJournalOnDisk
{
    public static IReadOnlyList<JournalLine> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        return [.. JournalFile.Read(path).Records.Select(record =>
        {
            var line = JsonDocument.Parse(record).RootElement;
            string Text(string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
            return new JournalLine(
                line.TryGetProperty("transition", out var transition) ? transition.GetString()! : "OutageOpened",
                Text("outageId"), Text("step"), Text("node"), Text("orderId"));
        })];
    }
}
