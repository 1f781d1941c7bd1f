using System.Net;
using Homelab.Coordinator.Tests.Api;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>A coordinator with a listener for agents that prove who they are, and a machine that may become its node pi1.</summary>
public abstract class OneNodeAndItsCoordinator : IAsyncLifetime
{
    private CoordinatorUnderTest? _hub;
    private NodeUnderTest? _pi1;

    internal CoordinatorUnderTest Hub => _hub!;

    internal NodeUnderTest Pi1 => _pi1!;

    /// <summary>Where the coordinator listens for agents.</summary>
    private protected virtual IPAddress Listens => IPAddress.Loopback;

    /// <summary>The clock of both; null for this machine's.</summary>
    private protected virtual TimeProvider? Time => null;

    public async ValueTask InitializeAsync()
    {
        _hub = await CoordinatorUnderTest.StartAsync(agents: Listens, time: Time);
        _pi1 = new NodeUnderTest(_hub, "pi1", Time);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Pi1.Dispose();
        await Hub.DisposeAsync();
    }
}
