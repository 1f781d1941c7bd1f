using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using Homelab.Store;
using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Outage;

/// <summary>Somebody fills the coordinator's disk. It acknowledges nothing that it cannot keep, and goes on with everything else.</summary>
public sealed class AFullDiskUnderACoordinator : IDisposable
{
    private static readonly long BootWallMs = NowMs - 3_600_000;

    private readonly SmallDisk _disk = new(24);

    private static long NowMs => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Beats_are_answered_and_readings_wait_with_their_agent()
    {
        await using var coordinator = await StartAsync();
        using var agent = await DescribedAsync(coordinator);

        _disk.FillUpTo(0);
        await agent.SendAsync(Reading(agent, NowMs));
        Assert.False(await IsAckedAsync(agent, 2));

        _disk.Free();
        await agent.SendAsync(Reading(agent, NowMs));
        Assert.True(await IsAckedAsync(agent, 3));
    }

    /// <summary>What was sent and what was kept are two things: an agent that took the one for the other would lose what came meanwhile.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reading_that_came_meanwhile_outlives_the_coordinator_if_its_agent_waits_for_the_acknowledgement(bool waits)
    {
        var taken = NowMs - 60_000;
        await using (var before = await StartAsync())
        {
            using var agent = await DescribedAsync(before);
            _disk.FillUpTo(0);
            await agent.SendAsync(Reading(agent, taken));
            Assert.False(await IsAckedAsync(agent, 2));
        }

        _disk.Free();
        await using var coordinator = await StartAsync();
        using var again = await DescribedAsync(coordinator);
        await again.SendAsync(Reading(again, waits ? taken : taken + 30_000));
        Assert.True(await IsAckedAsync(again, 2));

        var history = await coordinator.Lab.GetHistoryAsync(
            new GetHistoryRequest { Node = "pi1", Metric = "node_load1", FromWallMs = taken - 1_000, ToWallMs = taken + 60_000 }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(waits, Assert.Single(history.Series).WallMs.Contains(taken));
    }

    /// <summary>The room for the next journal is kept from the start. Without it an outage that begins now is in force, and a coordinator that starts again knows nothing of it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_outage_that_begins_then_is_journalled_if_room_was_kept_for_it(bool isKept)
    {
        await using var coordinator = await StartAsync();
        var journal = _disk.File("outage.journal");
        if (!isKept)
        {
            File.Delete(JournalFile.SpareOf(journal));
        }

        _disk.FillUpTo(0);
        var failure = await Record.ExceptionAsync(() => coordinator.Lab.AskPowerAsync(new AskPowerRequest { Wish = "shutdown", By = "alex", Nodes = { "pi1" } }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);

        Assert.NotEqual("", (await coordinator.Lab.GetOutageAsync(new GetOutageRequest(), cancellationToken: TestContext.Current.CancellationToken)).Id);
        Assert.Equal(isKept, failure is null);
        Assert.Equal(isKept, JournalFile.Read(journal).Records.Count > 0);
    }

    private Task<CoordinatorUnderTest> StartAsync() => CoordinatorUnderTest.StartAsync(configure: file => file with { StateDirectory = _disk.Path });

    /// <summary>An agent whose first reading was kept.</summary>
    private static async Task<AgentOnTheWire> DescribedAsync(CoordinatorUnderTest coordinator)
    {
        var agent = await coordinator.ConnectAsync("pi1");
        await agent.SendAsync(new AgentFrame { Series = new SeriesDescription { Number = 1, Metric = "node_load1", Collector = "load" } });
        await agent.SendAsync(Reading(agent, NowMs));
        Assert.True(await IsAckedAsync(agent, 1));
        return agent;
    }

    private static AgentFrame Reading(AgentOnTheWire agent, long wallMs) => new() { Key = agent.Key(), Readings = new ReadingBatch { WallMs = wallMs, ClockSynchronised = true, BoottimeNs = (wallMs - BootWallMs) * 1_000_000, Series = { 1 }, Values = { 3 } } };

    /// <summary>Within ten beats, each of which has to be answered.</summary>
    private static async Task<bool> IsAckedAsync(AgentOnTheWire agent, ulong sequence)
    {
        for (ulong beat = 1; beat <= 10; beat++)
        {
            await agent.BeatAsync(beat);
            var isAnswered = false;
            while (!isAnswered && await agent.NextAsync() is { } frame)
            {
                isAnswered = frame.BeatAnswer is not null;
                if (frame.Ack?.Ranges.Any(range => range.First <= sequence && sequence <= range.Last) == true)
                {
                    return true;
                }
            }

            Assert.True(isAnswered);
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        }

        return false;
    }
}
