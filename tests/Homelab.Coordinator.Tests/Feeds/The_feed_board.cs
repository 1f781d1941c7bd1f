using System.Collections.Immutable;
using Homelab.Coordinator.Feeds;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Feeds;

public sealed class The_feed_board
{
    private static readonly NutSource Source = new("ups", "nas");
    private static readonly FeedConfig Rack = new() { Name = "rack", Nut = Source };
    private static readonly FeedConfig Wall = new() { Name = "wall", IsMains = true };

    [Fact]
    public void Shows_every_feed_from_the_start()
    {
        var board = Board(new FixedLab(Rack, Wall));
        Assert.Equal(["rack", "wall"], board.Current.Select(feed => feed.Feed));
        Assert.All(board.Current, feed => Assert.Equal(FeedCondition.Unknown, feed.Condition));
        Assert.True(board.Of("wall")!.IsMains);
        Assert.Null(board.Of("none"));
    }

    [Fact]
    public void Tells_of_every_poll_and_every_tick()
    {
        var board = Board(new FixedLab(Rack));
        var told = new List<FeedCondition>();
        board.Changed += feeds => told.Add(feeds[0].Condition);
        board.Observe("rack", Source, Answer(1, "OL"), Moment.FromSeconds(1));
        board.Tick(Moment.FromSeconds(2));
        board.Tick(Moment.FromSeconds(20));
        board.Observe("rack", Source, Answer(21, "OB"), Moment.FromSeconds(21));
        Assert.Equal([FeedCondition.OnLine, FeedCondition.OnLine, FeedCondition.Unknown, FeedCondition.OnBattery], told);
    }

    [Fact]
    public void Survives_a_listener_that_throws()
    {
        var board = Board(new FixedLab(Rack));
        var reached = 0;
        board.Changed += _ => throw new InvalidOperationException("a mistake");
        board.Changed += _ => reached++;
        board.Tick(Moment.FromSeconds(1));
        Assert.Equal(1, reached);
    }

    [Fact]
    public void Keeps_what_it_knows_of_a_feed_over_a_change_of_others_and_forgets_a_moved_one()
    {
        var lab = new FixedLab(Rack);
        var board = Board(lab);
        board.Observe("rack", Source, Answer(1, "OB"), Moment.FromSeconds(1));
        lab.Change(was => was with { Feeds = [Rack with { DeclaredRuntime = TimeSpan.FromMinutes(5) }, Wall] });
        board.Tick(Moment.FromSeconds(2));
        Assert.Equal((FeedCondition.OnBattery, TimeSpan.FromSeconds(299)), (board.Of("rack")!.Condition, board.Of("rack")!.Runtime));

        lab.Change(was => was with { Feeds = [Rack with { Nut = new NutSource("ups", "elsewhere") }] });
        board.Observe("rack", Source, Answer(3, "OB"), Moment.FromSeconds(3));
        Assert.Equal(FeedCondition.Unknown, board.Of("rack")!.Condition);
        Assert.Null(board.Of("wall"));
    }

    private static FeedBoard Board(FixedLab lab) => new(lab, TimeProvider.System, NullLogger<FeedBoard>.Instance);

    private static FeedAnswered Answer(double second, string status) => new(
        Moment.FromSeconds(second), UpsVariables.Read(ImmutableDictionary<string, string>.Empty.Add("ups.status", status)));
}
