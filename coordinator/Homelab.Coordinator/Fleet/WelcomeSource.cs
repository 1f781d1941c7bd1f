using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

/// <summary>The coordinator's first frame.</summary>
internal sealed class WelcomeSource(ILabInForce lab)
{
    public Welcome Welcome() => new()
    {
        Protocol = FrameLimits.Protocol,
        Lab = lab.Current.Name,
        BeatMs = (long)lab.Current.Policy.Beat.TotalMilliseconds,
        Mode = lab.Current.Mode.ToString().ToLowerInvariant(),
    };
}
