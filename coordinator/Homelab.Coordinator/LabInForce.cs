using Homelab.Domain.Lab;

namespace Homelab.Coordinator;

/// <summary>The lab that holds now. The file may be newer and broken, or queued behind an outage.</summary>
public interface ILabInForce
{
    LabConfig Current { get; }

    /// <summary>Raised after <see cref="Current"/> changed.</summary>
    event Action<LabConfig>? Changed;
}

/// <summary>Says whether the lab may change now: it is frozen during an outage (P11).</summary>
public interface ILabFreeze
{
    bool IsFrozen { get; }

    /// <summary>Raised when a queued change may be taken up.</summary>
    event Action? Thawed;
}
