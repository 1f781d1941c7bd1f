using CsCheck;
using Homelab.Agent.Outbox;
using Homelab.Contracts.V1;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Outbox;

public sealed class DropRuleTests
{
    private static readonly Gen<(int Quota, int[] Script)> Runs = Gen.Select(Gen.Int[2000, 12_000], Gen.Int[0, 9].Array[40, 160]);

    [Fact]
    public void Within_any_quota_readings_are_thinned_before_they_are_dropped_averages_go_before_raw_and_words_never() =>
        Runs.Sample(run => Check(run.Quota, run.Script), iter: 12, threads: 1);

    [Fact]
    public void Where_the_words_about_a_loss_take_more_than_the_slack_readings_make_room_for_them() =>
        Runs.Sample(run => Check(run.Quota, run.Script), seed: "7jLX4fxP0he1", iter: 1, threads: 1);

    [Fact]
    public void A_gauge_is_thinned_to_its_mean_and_a_counter_to_its_last_value()
    {
        using var folder = new TempFolder();
        var clock = new HandClock();
        using var agent = new KeptAgent(folder.Path, clock, adapt: settings => settings with { QuotaBytes = 2500 });
        for (var i = 0; i < 40; i++)
        {
            agent.Read((KeptAgent.Temperature, i), (KeptAgent.Bytes, i));
            clock.Advance(TimeSpan.FromSeconds(5));
            agent.Keeper.Step();
        }

        var sent = agent.SendAll();
        var average = sent.First(frame => frame.Readings?.Averaged == true);
        var gap = sent.Single(frame => frame.Gap?.Reason == OutboxShrinking.Thinned).Gap;
        var (mean, last) = (average.Readings.Values[0], average.Readings.Values[1]);
        Assert.Equal(mean * 2, last);
        Assert.Equal(last * 5000, average.Readings.AveragedOverMs);
        Assert.Equal(1UL, gap.FirstSequence);
        Assert.Equal(["node_network_receive_bytes_total", "node_thermal_zone_celsius"], gap.Series.Select(series => series.Metric).Order());
    }

    private static void Check(int quota, int[] script)
    {
        using var folder = new TempFolder();
        var clock = new HandClock();
        using var agent = new KeptAgent(folder.Path, clock, adapt: settings => settings with { QuotaBytes = quota });
        var events = 0;
        foreach (var step in script)
        {
            clock.Advance(TimeSpan.FromSeconds(1 + step));
            agent.Read((KeptAgent.Temperature, 40 + step), (KeptAgent.Bytes, clock.GetTimestamp()));
            if (step == 0 && events < 5)
            {
                events++;
                agent.Recorder.Event("Test", "Something happened.", Domain.Readings.Labels.None);
            }

            agent.Keeper.Step();
            CheckOrder(agent, quota);
        }

        agent.Keeper.Step(isLast: true);
        CheckWords(agent.SendAll(), events);
    }

    private static void CheckOrder(KeptAgent agent, int quota)
    {
        var entries = agent.Entries.All;
        var readings = entries.Where(entry => entry.Kind != EntryKind.Words).ToList();
        var bytes = entries.Sum(entry => entry.Bytes);
        Assert.True(bytes <= quota || readings.Count <= 1, $"{bytes} bytes are kept where {quota} are allowed.");

        // What is averaged is older than what is raw, so no raw was touched while older raw stood.
        var newestAverage = readings.Where(entry => entry.Kind == EntryKind.Averaged).Select(entry => entry.EndNs).DefaultIfEmpty().Max();
        Assert.All(readings.Where(entry => entry.Kind == EntryKind.Raw), entry => Assert.True(entry.StartNs > newestAverage));
    }

    private static void CheckWords(List<AgentFrame> sent, int events)
    {
        Assert.Equal(events, sent.Count(frame => frame.Event?.Code == "Test"));
        var gaps = sent.Where(frame => frame.Gap is not null).Select(frame => frame.Gap).ToList();
        var came = sent.Select(frame => frame.Key.Sequence).ToHashSet();
        Assert.Equal(sent.Count, came.Count);
        for (ulong sequence = 1; sequence <= came.Max(); sequence++)
        {
            Assert.True(
                came.Contains(sequence) || gaps.Exists(gap => gap.FirstSequence <= sequence && sequence <= gap.LastSequence),
                $"Number {sequence} neither came nor was told lost.");
        }

        // Dropping begins only where averages alone are too much: never before something was thinned.
        Assert.True(gaps.Exists(gap => gap.Reason == OutboxShrinking.Thinned) || !gaps.Exists(gap => gap.Reason == OutboxShrinking.Dropped));
    }
}
