using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Coordinator.Feeds;

/// <summary>Says what changed from one poll to the next, and nothing while nothing changes.</summary>
internal static class FeedLog
{
    public static void Polled(ILogger logger, FeedConfig feed, FeedPoll? before, FeedPoll now)
    {
        switch (now)
        {
            case FeedFailed failed when before is not FeedFailed same || same.Failure != failed.Failure:
                logger.LogWarning("Feed {Feed} cannot be read: {Reason}", feed.Name, failed.Reason);
                break;
            case FeedAnswered answered when before is not FeedAnswered same:
                logger.LogInformation("Feed {Feed} ({Source}) is read, status {Status}", feed.Name, feed.Source, answered.Reading.Status.Raw);
                Rejections(logger, feed, answered.Reading);
                break;
            case FeedAnswered answered when before is FeedAnswered same:
                if (same.Reading.Status != answered.Reading.Status)
                {
                    logger.LogInformation(
                        "Feed {Feed} went from status {Before} to {Status}", feed.Name, same.Reading.Status.Raw, answered.Reading.Status.Raw);
                }

                break;
        }
    }

    private static void Rejections(ILogger logger, FeedConfig feed, FeedReading reading)
    {
        foreach (var rejected in reading.Rejected)
        {
            logger.LogWarning(
                "Feed {Feed} gives {Variable} as {Value}, which is rejected: {Why}", feed.Name, rejected.Variable, rejected.Value, rejected.Why);
        }
    }
}
