using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Nut;

/// <summary>Turns one read of a NUT server into a poll: every failure becomes a value with a sentence.</summary>
public sealed class FeedPoller : IAsyncDisposable
{
    private readonly NutReader _reader;

    public FeedPoller(FeedConfig feed, string? password, TimeProvider clock)
    {
        var source = feed.Nut ?? throw new ArgumentException("Only a feed with a NUT source is polled.", nameof(feed));
        _reader = new NutReader(
            new NutEndpoint { Host = source.Host, Port = source.Port, User = feed.User, Password = password }, source.Ups, clock);
    }

    /// <param name="at">Now: a reading is never fresher than its request.</param>
    public async Task<FeedPoll> PollAsync(Moment at, CancellationToken cancel)
    {
        try
        {
            var snapshot = await _reader.ReadAsync(cancel);
            return new FeedAnswered(at, UpsVariables.Read(snapshot.Variables, snapshot.Clients));
        }
        catch (NutException failure)
        {
            return new FeedFailed(at, FailureOf(failure), failure.Message);
        }
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private static FeedFailure FailureOf(NutException failure) => failure switch
    {
        NutTimeoutException => FeedFailure.TimedOut,
        NutProtocolException => FeedFailure.BadAnswer,
        NutRefusedException { Code: NutErrorCode.DataStale } => FeedFailure.DataStale,
        NutRefusedException { Code: NutErrorCode.DriverNotConnected } => FeedFailure.DriverNotConnected,
        NutRefusedException => FeedFailure.Refused,
        _ => FeedFailure.Unreachable,
    };
}
