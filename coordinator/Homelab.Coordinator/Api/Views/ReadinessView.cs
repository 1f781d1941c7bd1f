namespace Homelab.Coordinator.Api.Views;

/// <param name="Reasons">What keeps it from being ready; empty where it is.</param>
public sealed record ReadinessView(bool Ready, IReadOnlyList<string> Reasons, string Version);
