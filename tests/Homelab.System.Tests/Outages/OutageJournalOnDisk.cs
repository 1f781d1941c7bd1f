using System.Text.Json;
using Homelab.Store;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Outages;

/// <summary>One line of the coordinator's journal as it lies on disk.</summary>
internal sealed record JournalLine(string Transition, string OutageId, string Step, string Node, string OrderId);

/// <summary>The journal of a running coordinator, read from outside.</summary>
internal static class OutageJournalOnDisk
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    /// <summary>Until the journal says that all of them came back from the outage.</summary>
    /// <exception cref="TimeoutException">Somebody is missing; the message holds the journal, and what coordinator and machines say.</exception>
    public static Task UntilReturnedAsync(LabOfMachines lab, params string[] nodes) => Until.TrueAsync(
        () => Read(lab.JournalFile).Where(line => line.Transition == "NodeReturned").Select(line => line.Node).ToHashSet().SetEquals(nodes),
        Bound,
        $"{string.Join(", ", nodes)} to be seen on again",
        async () => $"{string.Join('\n', Read(lab.JournalFile))}\n{await lab.TellAsync()}");

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
