using System.Text.Json;
using Homelab.Domain;
using Homelab.Host;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Outages;

/// <summary>A machine that ended, seen from outside of it.</summary>
/// <param name="Works">Until then it may have stood in the last thing that it does, and counted as off: it rebooted, or its power was cut.</param>
internal sealed record SeenEnd(string Node, Moment At, bool Works = true)
{
    public static SeenEnd Off(string node, ProgramExit exit) => new(node, exit.At);

    public static SeenEnd Reboot(string node, ProgramExit exit) => new(node, exit.At, Works: false);
}

/// <summary>What the coordinator's report says of an outage of real machines, held against the log of an observer outside of all of them, to the second.</summary>
internal static class ReportHeldAgainst
{
    /// <summary>What a poll and the test's own processes take to notice.</summary>
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);
    private static readonly BootClock Clock = new();

    /// <summary>The newest report, or that of the outage named. Whoever is not among <paramref name="seen"/> never went off.</summary>
    public static async Task<JsonElement> ObserverAsync(LabOfMachines lab, IReadOnlyCollection<SeenEnd> seen, string outage = "")
    {
        CommandResult? answer = null;
        await Until.TrueAsync(
            async () => (answer = await lab.AskAsync(["outage", "report", .. outage.Length > 0 ? [outage] : Array.Empty<string>()])).ExitCode == 0, Bound, "a report");
        using var json = JsonDocument.Parse(answer!.StandardOutput);
        var report = json.RootElement.Clone();
        var stops = report.GetProperty("steps").EnumerateArray().Where(step => step.GetProperty("service").GetString() == "").ToList();
        var began = BeganAt(report);
        foreach (var step in stops)
        {
            var node = step.GetProperty("node").GetString()!;
            if (seen.FirstOrDefault(end => end.Node == node) is not { } end)
            {
                Assert.False(At(began, step, "offSeconds") is not null, $"the report calls {node} off, which never went: {step}");
                continue;
            }

            var ordered = At(began, step, "orderedSeconds");
            var taken = At(began, step, "takenSeconds");
            Within(began, ordered, end.At, $"the order to {node}");
            Within(ordered ?? began, taken, end.At, $"the answer of {node}");
            Within(taken ?? ordered ?? began, At(began, step, "silentSeconds"), end.At, $"the last sign of life of {node}");
            if (end.Works && At(began, step, "offSeconds") is { } off)
            {
                Assert.True(end.At - Second <= off, $"the report calls {node} off at {off}, and it was on until {end.At}");
            }
        }

        Assert.All(seen, end => Assert.Contains(stops, step => step.GetProperty("node").GetString() == end.Node));
        return report;
    }

    /// <summary>The same where the coordinator's host is off as well: the mains come back, and it tells what its disk holds.</summary>
    public static async Task ObserverAfterwardsAsync(LabOfMachines lab, string host, params IReadOnlyCollection<SeenEnd> seen)
    {
        await lab.MainsReturnAsync();
        await lab.BootAsync(host);
        await ObserverAsync(lab, seen);
    }

    /// <summary>The moment on this machine's own clock; the machines of the lab share it.</summary>
    public static Moment BeganAt(JsonElement report) =>
        Clock.Now() - (TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(report.GetProperty("beganWallMs").GetInt64()));

    public static Moment? At(Moment began, JsonElement told, string name) =>
        told.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? began + TimeSpan.FromSeconds(value.GetDouble()) : null;

    /// <summary>What the report does not tell is not held against it.</summary>
    public static void Within(Moment from, Moment? at, Moment to, string what) =>
        Assert.True(at is null || (from - Second <= at && at <= to + Second), $"{what}: the report says {at}, and it was seen between {from} and {to}");
}
