using Homelab.TestKit.Labs;

namespace Homelab.System.Tests.Readings;

/// <summary>Arrives once, or lies in a gap that is reported (I11), whoever is killed.</summary>
public sealed class EachReading
{
    private const string Node = "nas";

    private static readonly TimeSpan AMinute = TimeSpan.FromSeconds(60);

    /// <summary>How long the coordinator is away before the agent too is killed; a minute in the full run.</summary>
    private static readonly TimeSpan Away = Environment.GetEnvironmentVariable("HOMELAB_FULL") is { Length: > 0 } ? AMinute : TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Some = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Taken_while_the_coordinator_was_away_for_a_minute_arrives_once()
    {
        await using var lab = await LabUnderTest.StartAsync();
        using var history = new HistoryOfRounds(lab, Node);
        var from = await RunForAsync(history, Some);
        await lab.Coordinator.KillAsync();
        await PassAsync(AMinute);
        await lab.StartCoordinatorAsync();
        await history.UntilAsync(HistoryOfRounds.NowMs);

        var series = await history.MustBecomeCompleteAsync(from, HistoryOfRounds.NowMs);
        Assert.Empty(series.Gaps);
    }

    [Fact]
    public async Task Taken_before_the_agent_was_killed_arrives_once_or_lies_in_a_gap()
    {
        await using var lab = await LabUnderTest.StartAsync();
        using var history = new HistoryOfRounds(lab, Node);
        var from = await RunForAsync(history, Some);
        var absent = await KillAndRestartAgentAsync(lab);
        await history.UntilAsync(HistoryOfRounds.NowMs);

        await history.MustBecomeCompleteAsync(from, HistoryOfRounds.NowMs, absent);
    }

    [Fact]
    public async Task Taken_before_agent_and_coordinator_were_killed_arrives_once_or_lies_in_a_gap_no_longer_than_the_flush_interval()
    {
        await using var lab = await LabUnderTest.StartAsync();
        using var history = new HistoryOfRounds(lab, Node);
        var from = await RunForAsync(history, Some);
        await lab.Coordinator.KillAsync();
        await PassAsync(Away);
        var absent = await KillAndRestartAgentAsync(lab);
        await lab.StartCoordinatorAsync();
        await history.UntilAsync(HistoryOfRounds.NowMs);

        var series = await history.MustBecomeCompleteAsync(from, HistoryOfRounds.NowMs, absent);
        // docs/program-files.md: a crash loses at most `flush`, ten seconds by default; a second is the time between two readings.
        Assert.All(series.Gaps, gap => Assert.InRange(Math.Min(gap.ToWallMs, absent.FromMs) - gap.FromWallMs, 0, 11_000));
    }

    /// <summary>Lets readings flow and gives the time of the last: before it the agent may still have kept to its own ten seconds.</summary>
    private static async Task<long> RunForAsync(HistoryOfRounds history, TimeSpan time)
    {
        await history.UntilAsync(HistoryOfRounds.NowMs + (long)time.TotalMilliseconds);
        return (await history.ReadAsync())!.WallMs[^1];
    }

    private static async Task<Span> KillAndRestartAgentAsync(LabUnderTest lab)
    {
        var killed = HistoryOfRounds.NowMs;
        await lab.Agents[Node].KillAsync();
        await lab.StartAgentAsync(Node);
        return new Span(killed, HistoryOfRounds.NowMs);
    }

    /// <summary>Time that the test is about, not time to wait for something.</summary>
    private static Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken);
}
