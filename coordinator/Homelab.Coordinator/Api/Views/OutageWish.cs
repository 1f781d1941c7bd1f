namespace Homelab.Coordinator.Api.Views;

/// <param name="By">Who asks, for the journal.</param>
public sealed record OutageWish(string? By);
