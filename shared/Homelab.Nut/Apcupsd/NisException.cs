using Homelab.Domain.Power;

namespace Homelab.Nut.Apcupsd;

/// <summary>apcupsd told nothing of use. The message is a whole sentence for the operator.</summary>
public sealed class NisException(FeedFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public FeedFailure Failure { get; } = failure;
}
