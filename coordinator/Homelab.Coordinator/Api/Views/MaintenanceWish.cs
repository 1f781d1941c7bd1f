namespace Homelab.Coordinator.Api.Views;

/// <param name="For">Such as 90m or 2h; 0s ends the maintenance.</param>
/// <param name="By">Who wants it, for the record.</param>
public sealed record MaintenanceWish(string? For, string? By = null);
