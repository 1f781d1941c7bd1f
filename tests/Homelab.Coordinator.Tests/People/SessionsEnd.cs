using Homelab.Coordinator.People;
using Homelab.Coordinator.Tests.Events;
using Homelab.Coordinator.Tests.Readings;
using Homelab.Domain.People;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.People;

/// <summary>Sessions by a clock that moves by hand.</summary>
public sealed class SessionsEnd : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly Sessions _sessions;

    public SessionsEnd()
    {
        var book = new AccountBook(_folder.Path, new HeardEvents());
        book.Change(accounts => accounts.With(new User("ada", UserRole.Operator, "", _clock.GetUtcNow())));
        _sessions = new Sessions(book, _clock);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void When_they_were_not_used_for_long()
    {
        var word = _sessions.Begin("ada");
        _clock.Advance(Sessions.IdleAtMost - TimeSpan.FromSeconds(1));
        Assert.Equal(new Caller("ada", UserRole.Operator, "password"), _sessions.Of(word));
        _clock.Advance(Sessions.IdleAtMost);
        Assert.Null(_sessions.Of(word));
        Assert.Null(_sessions.Of(word));
    }

    [Fact]
    public void In_the_end_however_much_they_were_used()
    {
        var word = _sessions.Begin("ada");
        for (var used = TimeSpan.FromHours(6); used < Sessions.Longest; used += TimeSpan.FromHours(6))
        {
            _clock.Advance(TimeSpan.FromHours(6));
            Assert.NotNull(_sessions.Of(word));
        }

        _clock.Advance(TimeSpan.FromHours(6));
        Assert.Null(_sessions.Of(word));
    }

    [Fact]
    public void Nobody_fills_the_memory_with_them()
    {
        var first = _sessions.Begin("ada");
        for (var more = 0; more < 1000; more++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            _sessions.Begin("ada");
        }

        Assert.Null(_sessions.Of(first));
    }
}
