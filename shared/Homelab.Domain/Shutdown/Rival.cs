namespace Homelab.Domain.Shutdown;

/// <summary>
/// Another coordinator of the same lineage that still answers beats (P3). The one that would have to rise above the other stands down: a
/// hello tells of it when its agent heard the other after this one had started, which a coordinator that died before cannot cause.
/// </summary>
internal sealed class Rival(Moment startedAt)
{
    /// <summary>What a hello may take on its way: so much later than it was, a beat's answer may seem to be.</summary>
    private static readonly TimeSpan Way = TimeSpan.FromSeconds(5);

    /// <summary>After so long without a word of the other it counts as gone.</summary>
    private static readonly TimeSpan Gone = TimeSpan.FromMinutes(1);

    private (Fence Fence, string Node, Moment At)? _heard;

    /// <summary>Who is heard, and by whom; null while nobody stands above this coordinator.</summary>
    public (Fence Fence, string Node)? Above(Moment now)
    {
        if (_heard is { } heard && now - heard.At > Gone)
        {
            _heard = null;
        }

        return _heard is { } other ? (other.Fence, other.Node) : null;
    }

    public void Look(OutageInput.NodeHello hello, Fence own, Moment now)
    {
        var at = now - hello.HeardAgo;
        var isAnother = hello.Heard is { IsNone: false } other && other.Lineage == own.Lineage && other.Instance != own.Instance && other.Epoch >= own.Epoch;
        if (isAnother && at > startedAt + Way && (_heard is not { } known || at > known.At))
        {
            _heard = (hello.Heard!, hello.Node, at);
        }
    }
}
