using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;

namespace Homelab.Coordinator.Tests.Fleet;

public sealed class FrameRepairTests
{
    private readonly FrameRepair _repair = new();

    [Fact]
    public void A_sound_frame_is_left_as_it_is()
    {
        var frame = new AgentFrame { Key = new FrameKey { BootId = "b", Sequence = 1 }, Readings = new ReadingBatch { WallMs = 5, Series = { 1, 2 }, Values = { 1.5, -2 } } };
        var before = frame.Clone();

        Assert.True(_repair.TryRepair(frame));
        Assert.Equal(before, frame);
        Assert.Equal(0, _repair.Count);
    }

    [Fact]
    public void Values_that_are_none_are_dropped_and_the_rest_of_the_round_stays()
    {
        var batch = new ReadingBatch { Series = { 1, 2, 3, 4 }, Values = { 1, double.NaN, double.PositiveInfinity, 4 } };

        Assert.True(_repair.TryRepair(new AgentFrame { Key = new FrameKey(), Readings = batch }));
        Assert.Equal([1u, 4u], batch.Series);
        Assert.Equal([1.0, 4.0], batch.Values);
        Assert.Equal(2, _repair.Count);
    }

    [Fact]
    public void Lists_of_different_lengths_are_cut_to_the_pairs_and_the_frame_still_goes_on_to_be_acknowledged()
    {
        var batch = new ReadingBatch { Series = { 1, 2, 3 }, Values = { 1 } };

        Assert.True(_repair.TryRepair(new AgentFrame { Key = new FrameKey(), Readings = batch }));
        Assert.Equal((1, 1), (batch.Series.Count, batch.Values.Count));
    }

    [Theory]
    [InlineData("node_load1", true)]
    [InlineData("", false)]
    [InlineData("1node", false)]
    [InlineData("node load", false)]
    [InlineData("node\n", false)]
    public void A_series_needs_a_name_that_prometheus_knows(string metric, bool passes) =>
        Assert.Equal(passes, _repair.TryRepair(new AgentFrame { Series = new SeriesDescription { Metric = metric } }));

    [Fact]
    public void A_label_with_an_impossible_name_is_refused_with_its_series() =>
        Assert.False(_repair.TryRepair(new AgentFrame { Series = new SeriesDescription { Metric = "a", Labels = { { "le\"", "x" } } } }));

    [Fact]
    public void Long_texts_are_cut_without_splitting_a_character()
    {
        var message = new string('x', UplinkLimits.TextCharacters - 1) + "\U0001F50B" + new string('y', 100);
        var item = new AgentEvent { Message = message };

        Assert.True(_repair.TryRepair(new AgentFrame { Key = new FrameKey(), Event = item }));
        Assert.Equal(UplinkLimits.TextCharacters - 1, item.Message.Length);
        Assert.False(char.IsSurrogate(item.Message[^1]));
    }

    [Fact]
    public void A_body_of_a_newer_protocol_is_ignored() =>
        Assert.False(_repair.TryRepair(new AgentFrame()));

    [Fact]
    public void Too_many_series_in_a_gap_are_cut_in_reasonable_time()
    {
        var gap = new GapReport();
        gap.Series.AddRange(Enumerable.Range(0, UplinkLimits.SeriesPerStream + 10).Select(i => new SeriesDescription { Metric = i % 2 == 0 ? "good" : "not good" }));

        Assert.True(_repair.TryRepair(new AgentFrame { Key = new FrameKey(), Gap = gap }));
        Assert.Equal(UplinkLimits.SeriesPerStream / 2, gap.Series.Count);
    }
}
