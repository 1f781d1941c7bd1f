using Homelab.Coordinator.Events;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Events;

public sealed class EventFeedTests
{
    private readonly EventFeed _feed = new("aa", new HandClock(), NullLogger<EventFeed>.Instance);

    [Fact]
    public void A_reader_gets_what_was_kept_and_then_what_follows()
    {
        Add("one");
        using var reader = _feed.Read(null);
        Add("two");

        Assert.Equal(["one"], reader.Kept.Select(item => item.Message));
        Assert.True(reader.Following.TryRead(out var next));
        Assert.Equal("two", next.Message);
    }

    [Theory]
    [InlineData("aa-1", new[] { "two", "three" })]
    [InlineData("aa-3", new string[0])]
    [InlineData("bb-2", new[] { "one", "two", "three" })]
    [InlineData("aa-99", new[] { "one", "two", "three" })]
    [InlineData("garbage", new[] { "one", "two", "three" })]
    [InlineData("-", new[] { "one", "two", "three" })]
    [InlineData("", new[] { "one", "two", "three" })]
    public void A_reader_goes_on_after_the_last_id_of_this_process_and_begins_anew_otherwise(string lastId, string[] expected)
    {
        Add("one");
        Add("two");
        Add("three");
        using var reader = _feed.Read(lastId);

        Assert.Equal(expected, reader.Kept.Select(item => item.Message));
    }

    [Fact]
    public void The_ring_is_bounded_and_keeps_the_newest()
    {
        for (var i = 1; i <= EventFeed.Kept + 5; i++)
        {
            Add($"{i}");
        }

        using var reader = _feed.Read(null);
        Assert.Equal(EventFeed.Kept, reader.Kept.Length);
        Assert.Equal("6", reader.Kept[0].Message);
    }

    [Fact]
    public async Task A_reader_that_does_not_keep_up_is_cut_off_and_the_others_are_not()
    {
        using var slow = _feed.Read(null);
        using var quick = _feed.Read(null);
        for (var i = 0; i <= EventReader.Backlog; i++)
        {
            Add($"{i}");
            Assert.True(quick.Following.TryRead(out _));
        }

        var seen = 0;
        await foreach (var _ in slow.Following.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            seen++;
        }

        Assert.Equal(EventReader.Backlog, seen);
        Assert.False(quick.Following.Completion.IsCompleted);
    }

    private void Add(string message) => _feed.Add(6, "Test", "", message);
}
