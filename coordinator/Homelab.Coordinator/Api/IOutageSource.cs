using Homelab.Contracts.V1;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Api;

/// <summary>Plans and outages as the API shows them.</summary>
public interface IOutageSource
{
    /// <summary>Why this coordinator gives no leases and no orders, as a sentence; empty while it does.</summary>
    string StandsDown { get; }

    /// <summary>What live drills proved so far (P23).</summary>
    DrillRecord Drills { get; }

    /// <summary>The plan in force, or what would happen if the power went now.</summary>
    Contracts.V1.Plan CurrentPlan(PlanQuestion question);

    /// <summary>The running outage, or the last one.</summary>
    Contracts.V1.Outage CurrentOutage();
}
