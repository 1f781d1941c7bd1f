using System.Globalization;
using System.Text.RegularExpressions;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Uml;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Readings;

/// <summary>The power of a machine is cut while its agent writes: what the outbox held is delivered once, from the disk that is left.</summary>
public sealed partial class APowerCut
{
    private const string Node = "nas";

    /// <summary>What the agent's file says; docs/program-files.md promises that a crash loses at most as much.</summary>
    private const int FlushSeconds = 2;

    /// <summary>An agent collects so often until a coordinator says otherwise.</summary>
    private const int EverySeconds = 10;

    [Fact]
    public async Task Loses_at_most_the_flush_interval_of_readings()
    {
        using var folder = new TempFolder();
        var agentFile = folder.Write("agent.yaml", $"""
            schema: 1
            node: {Node}
            coordinator: "http://127.0.0.1:9"
            state: /state/agent
            runtime: /run/agent
            power_off: none
            flush: {FlushSeconds}s
            """);
        await using var machine = await UserModeMachine.MakeAsync([PublishedProgram.PathOf(PublishedProgram.Agent), agentFile], """
            mkdir -p /state/agent
            sync
            homelab-agent --config /bin/agent.yaml &
            while :; do echo "at $(date +%s) outbox $(stat -c %s /state/agent/outbox.db 2>/dev/null)"; sleep 1; done
            """);
        await machine.BootAsync();
        var from = HistoryOfRounds.NowMs;
        await Until.TrueAsync(
            () => machine.Console.Any(line => OutboxLine().IsMatch(line)) || (HistoryOfRounds.NowMs - from > 60_000
                ? throw new TimeoutException($"There was no outbox in the machine within a minute. It said:\n{string.Join('\n', machine.Console.TakeLast(20))}") : false),
            TimeSpan.FromSeconds(70), "an outbox in the machine");
        await Task.Delay(TimeSpan.FromSeconds(35), TimeProvider.System, TestContext.Current.CancellationToken);
        var cut = HistoryOfRounds.NowMs;
        await machine.CutPowerAsync();
        var gone = HistoryOfRounds.NowMs;
        long[] seconds = [.. SecondsItRan(machine.Console)];
        var left = Path.Combine(await machine.ReadDiskAsync(), "agent");

        await using var lab = await LabUnderTest.StartAsync(prepare: under => Copy(left, under.StateOf(Node)));
        using var history = new HistoryOfRounds(lab, Node);
        await history.UntilAsync(HistoryOfRounds.NowMs);
        var series = await history.ReadAsync();

        Assert.NotNull(series);
        var before = series.WallMs.Where(time => time >= from && time <= cut).ToList();
        Assert.Equal(before.Distinct().Order(), before);
        Assert.True(before.Count >= 3, $"only {before.Count} readings came from before the cut; the machine said: {string.Join('\n', machine.Console.TakeLast(10))}");
        Assert.All(before.Zip(before.Skip(1)), pair => Assert.InRange(SecondsWithin(seconds, pair.First, pair.Second), 0, EverySeconds + 2));
        // It runs, and speaks, until it is gone.
        Assert.InRange(seconds[^1] * 1000, from, gone);
        Assert.InRange(SecondsWithin(seconds, before[^1], cut), 0, FlushSeconds + EverySeconds + 2);
        await history.MustHaveGapAsync(before[^1], series.WallMs.First(time => time > cut));
    }

    /// <summary>The seconds in which the machine ran: a host under load holds the whole machine up, and then nothing runs that could be lost.</summary>
    private static IEnumerable<long> SecondsItRan(IEnumerable<string> console) =>
        console.Select(line => OutboxLine().Match(line)).Where(match => match.Success).Select(match => long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Distinct();

    private static int SecondsWithin(long[] seconds, long fromMs, long toMs) => seconds.Count(second => second * 1000 > fromMs && second * 1000 <= toMs);

    [GeneratedRegex(@"^at (\d+) outbox \d+")]
    private static partial Regex OutboxLine();

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }
}
