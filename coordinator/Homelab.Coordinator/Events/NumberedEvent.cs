using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Events;

/// <param name="Id">Rises by one with every event of this process.</param>
public sealed record NumberedEvent(long Id, LabEvent Event);
