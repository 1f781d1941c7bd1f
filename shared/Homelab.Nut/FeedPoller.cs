using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Nut.Apcupsd;

namespace Homelab.Nut;

/// <summary>Turns one read of a UPS over the network into a poll: every failure becomes a value with a sentence.</summary>
public sealed class FeedPoller : IFeedPoller
{
    private readonly NutReader? _nut;
    private readonly NisReader? _nis;

    public FeedPoller(FeedConfig feed, string? password, TimeProvider clock)
    {
        switch (feed.Source)
        {
            case NutSource source:
                _nut = new NutReader(new NutEndpoint { Host = source.Host, Port = source.Port, User = feed.User, Password = password }, source.Ups, clock);
                break;
            case ApcupsdSource source:
                _nis = new NisReader(source, clock);
                break;
            default:
                throw new ArgumentException("Only a feed that is read over the network is polled.", nameof(feed));
        }
    }

    public async Task<FeedPoll> PollAsync(Moment at, CancellationToken cancel)
    {
        try
        {
            return new FeedAnswered(at, await ReadAsync(cancel));
        }
        catch (NutException failure)
        {
            return new FeedFailed(at, FailureOf(failure), failure.Message);
        }
        catch (NisException failure)
        {
            return new FeedFailed(at, failure.Failure, failure.Message);
        }
    }

    public ValueTask DisposeAsync() => _nut?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<FeedReading> ReadAsync(CancellationToken cancel)
    {
        if (_nis is not null)
        {
            return UpsVariables.Read(await _nis.ReadAsync(cancel));
        }

        var snapshot = await _nut!.ReadAsync(cancel);
        return UpsVariables.Read(snapshot.Variables, snapshot.Clients);
    }

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
