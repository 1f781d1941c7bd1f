using Homelab.Coordinator;
using Homelab.Domain.Lab;

namespace Homelab.Coordinator.Tests.Feeds;

/// <summary>A lab that changes when the test says so.</summary>
internal sealed class FixedLab(params FeedConfig[] feeds) : ILabInForce
{
    public event Action<LabConfig>? Changed;

    public LabConfig Current { get; private set; } = new()
    {
        Name = "test",
        Feeds = [.. feeds],
        Policy = new PolicyConfig { Poll = TimeSpan.FromMilliseconds(200), Beat = TimeSpan.FromMilliseconds(200), Debounce = TimeSpan.FromSeconds(1) },
    };

    public bool HasListeners => Changed is not null;

    public void Change(Func<LabConfig, LabConfig> change)
    {
        Current = change(Current);
        Changed?.Invoke(Current);
    }
}
