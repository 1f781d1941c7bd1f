namespace Homelab.Domain.Power;

/// <summary>Why a poll brought no reading. All of them mean that contact is lost; the operator needs to know which.</summary>
public enum FeedFailure
{
    /// <summary>No connection: refused, no route, no such host, dropped, or no TLS where it is required.</summary>
    Unreachable,

    /// <summary>No connection or no whole answer in time.</summary>
    TimedOut,

    /// <summary>upsd answers, its driver does not give fresh values (ERR DATA-STALE).</summary>
    DataStale,

    /// <summary>upsd answers and has no driver for this UPS (ERR DRIVER-NOT-CONNECTED).</summary>
    DriverNotConnected,

    /// <summary>upsd does not know the UPS, or does not let us read (any other ERR).</summary>
    Refused,

    /// <summary>What came is not NUT's protocol.</summary>
    BadAnswer,
}

/// <summary>One attempt to read a feed. <paramref name="At"/> is the moment before the request was sent: it is never fresher than that.</summary>
public abstract record FeedPoll(Moment At);

public sealed record FeedAnswered(Moment At, FeedReading Reading) : FeedPoll(At);

/// <param name="Reason">A whole sentence for the operator.</param>
public sealed record FeedFailed(Moment At, FeedFailure Failure, string Reason) : FeedPoll(At);
