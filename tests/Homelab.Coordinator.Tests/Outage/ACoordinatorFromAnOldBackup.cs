using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Trust;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Outage;

/// <summary>A coordinator's state comes back from a backup: its epoch is one that its agents left behind long ago.</summary>
public sealed class ACoordinatorFromAnOldBackup
{
    private const ulong InTheBackup = 4, ObeyedSince = 10;

    /// <summary>With the agents' memory off, the old epoch is all that there is: it speaks as what it was.</summary>
    [Fact]
    public async Task With_agents_that_remember_nothing_it_speaks_in_its_old_epoch()
    {
        await using var coordinator = await RestoredAsync();
        using var agent = await coordinator.ConnectAsync("pi1");

        Assert.Equal(InTheBackup + 1, (await agent.WelcomeAsync()).Fence.Epoch);
        await agent.BeatAsync();
        Assert.Equal(InTheBackup + 1, (await BeatAnswerAsync(agent)).Fence.Epoch);
    }

    [Fact]
    public async Task One_agent_that_remembers_lifts_it_above_all_that_was_ever_obeyed_and_that_is_kept()
    {
        await using var coordinator = await RestoredAsync();
        using var first = await coordinator.ConnectAsync("nas");
        var fence = (await first.WelcomeAsync()).Fence;
        using var agent = await coordinator.ConnectAsync("pi1", hello => hello.Seen = new Fence { Lineage = fence.Lineage, Epoch = ObeyedSince, Instance = "another", Generation = 3 });

        // What it says before it knows better carries its old epoch, which every such agent refuses.
        await agent.BeatAsync();
        await Until.TrueAsync(async () =>
        {
            await agent.BeatAsync(2);
            return (await BeatAnswerAsync(agent)).Fence.Epoch == ObeyedSince + 1;
        }, TimeSpan.FromSeconds(15), "an epoch above the one that was obeyed");
        Assert.Equal($"{ObeyedSince + 1}", (await File.ReadAllTextAsync(Path.Combine(coordinator.StateDirectory, "epoch"), TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    public async Task That_it_is_old_stands_in_its_status_over_restarts_until_somebody_has_looked()
    {
        await using var coordinator = await RestoredAsync();
        using var first = await coordinator.ConnectAsync("nas");
        var fence = (await first.WelcomeAsync()).Fence;
        using var agent = await coordinator.ConnectAsync("pi1", hello => hello.Seen = new Fence { Lineage = fence.Lineage, Epoch = ObeyedSince, Instance = "another", Generation = 3 });
        await Until.TrueAsync(async () => (await WarningsAsync(coordinator)).Count == 1, TimeSpan.FromSeconds(15), "the warning that its state is old");

        var sentence = Assert.Single(await WarningsAsync(coordinator));
        Assert.Contains("its nodes have obeyed epoch 10, and it knew of an earlier one only", sentence, StringComparison.Ordinal);
        var file = Path.Combine(coordinator.StateDirectory, OlderState.FileName);
        await using (var again = await CoordinatorUnderTest.StartAsync(prepare: state => File.WriteAllTextAsync(Path.Combine(state, OlderState.FileName), File.ReadAllText(file))))
        {
            Assert.Equal(sentence, Assert.Single(await WarningsAsync(again)));
        }

        File.Delete(file);
        Assert.Empty(await WarningsAsync(coordinator));
    }

    [Fact]
    public async Task While_the_one_that_took_its_place_still_speaks_it_gives_nothing()
    {
        await using var coordinator = await RestoredAsync();
        using var first = await coordinator.ConnectAsync("nas");
        var fence = (await first.WelcomeAsync()).Fence;
        await Task.Delay(TimeSpan.FromSeconds(6), TimeProvider.System, TestContext.Current.CancellationToken);
        var other = new Fence { Lineage = fence.Lineage, Epoch = ObeyedSince, Instance = "another", Generation = 3 };
        using var agent = await coordinator.ConnectAsync("pi1", hello => (hello.Seen, hello.Heard, hello.HeardAgoMs) = (other, other, 0));

        await Until.TrueAsync(
            async () => (await coordinator.Lab.GetStatusAsync(new GetStatusRequest())).Warnings.Any(warning => warning.Contains("stands down", StringComparison.Ordinal)),
            TimeSpan.FromSeconds(15), "the warning that it stands down");
    }

    private static async Task<IReadOnlyList<string>> WarningsAsync(CoordinatorUnderTest coordinator) => (await coordinator.Lab.GetStatusAsync(new GetStatusRequest())).Warnings;

    private static Task<CoordinatorUnderTest> RestoredAsync() =>
        CoordinatorUnderTest.StartAsync(prepare: state => File.WriteAllTextAsync(Path.Combine(state, "epoch"), $"{InTheBackup}\n"));

    private static async Task<BeatAnswer> BeatAnswerAsync(AgentOnTheWire agent)
    {
        while (await agent.NextAsync() is { } frame)
        {
            if (frame.BeatAnswer is { } answer)
            {
                return answer;
            }
        }

        throw new InvalidOperationException("The stream ended without an answer to a beat.");
    }
}
