namespace Homelab.Coordinator.Outage;

/// <param name="StateDirectory">Holds the journal and the epoch.</param>
/// <param name="HostBootId">Boot id of the coordinator's host (P1).</param>
/// <param name="Instance">Random per process start.</param>
public sealed record OutageSettings(string StateDirectory, string HostBootId, string Instance);
