using Homelab.Coordinator.Tests.Events;
using Homelab.Coordinator.Fleet;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Fleet;

public sealed class MaintenanceBookTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HandClock _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly HeardEvents _events = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Maintenance_outlives_the_process_and_ends_by_the_wall_clock()
    {
        Book().Set("nas", TimeSpan.FromHours(2), "me");

        Assert.Equal(_clock.GetUtcNow().AddHours(2), Book().Until("nas"));
        Assert.Null(Book().Until("pi1"));
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Null(Book().Until("nas"));
    }

    [Fact]
    public void Zero_ends_it_at_once_and_both_are_told_with_the_name()
    {
        var book = Book();
        book.Set("nas", TimeSpan.FromMinutes(90), "me");
        book.Set("nas", TimeSpan.Zero, "you");

        Assert.Null(book.Until("nas"));
        Assert.Equal(["nas was put into maintenance for 1h30m by me.", "The maintenance of nas was ended by you."], _events.Messages);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"schema\":2,\"until_wall_ms\":{}}")]
    [InlineData("{\"schema\":1}")]
    [InlineData("{\"schema\":1,\"until_wall_ms\":{\"nas\":9223372036854775807}}")]
    [InlineData("null")]
    public void A_file_that_cannot_be_read_is_no_maintenance_and_can_be_replaced(string content)
    {
        File.WriteAllText(_folder.At(MaintenanceBook.FileName), content);
        var book = Book();

        Assert.Null(book.Until("nas"));
        book.Set("pi1", TimeSpan.FromHours(1), "");
        Assert.NotNull(Book().Until("pi1"));
    }

    [Fact]
    public void What_cannot_be_written_down_does_not_change_anything()
    {
        var book = new MaintenanceBook(_folder.At("not-there"), _clock, _events);

        Assert.ThrowsAny<IOException>(() => book.Set("nas", TimeSpan.FromHours(1), ""));
        Assert.Null(book.Until("nas"));
        Assert.Empty(_events.Messages);
    }

    private MaintenanceBook Book() => new(_folder.Path, _clock, _events);
}
