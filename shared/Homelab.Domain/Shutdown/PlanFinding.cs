namespace Homelab.Domain.Shutdown;

/// <summary>What is wrong with a plan.</summary>
public enum PlanFault
{
    /// <summary>Steps wait for each other in a ring.</summary>
    Cycle,

    /// <summary>A need begins to stop while something that needs it may still run.</summary>
    NeedBeforeDependent,

    /// <summary>A step ends after its node has lost power, or within the margin.</summary>
    BudgetExceeded,

    /// <summary>A switch on the way is dark before the order can pass.</summary>
    PathCut,

    /// <summary>The host of the upsd stops before those that learn from it (P17).</summary>
    UpsdHostTooEarly,

    /// <summary>The coordinator's host is not last (P26).</summary>
    CoordinatorTooEarly,

    /// <summary>A node that loses all power has no step.</summary>
    Forgotten,

    /// <summary>A service with units is not stopped before its node, or not before what it needs.</summary>
    ServiceOutOfOrder,
}

/// <param name="Declared">The plan itself names this order as given up, or says that the time lacks.</param>
public sealed record PlanFinding(PlanFault Fault, string Sentence, bool Declared);
